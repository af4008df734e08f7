using Honorario.Archivos.Lectura;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Exceptions;

namespace Honorario.Archivos.Paginas;

/// <summary>Opens PDFs.</summary>
internal static class Pdf
{
    public static PdfDocument Open(byte[] content)
    {
        try
        {
            return PdfDocument.Open(content, new ParsingOptions { UseLenientParsing = true, SkipMissingFonts = true, MaxStackDepth = 64 });
        }
        catch (PdfDocumentEncryptedException)
        {
            throw new UnreadableException("El PDF tiene contraseña: guárdalo sin ella.");
        }
    }

    /// <summary>What the library throws of a damaged file may be anything; only want of memory is no word about the file.</summary>
    public static bool IsDamage(Exception fault) => fault is not OutOfMemoryException;
}
