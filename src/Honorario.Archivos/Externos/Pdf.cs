using Honorario.Archivos.Tablas;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Exceptions;

namespace Honorario.Archivos.Externos;

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

    /// <summary>What the library throws of a damaged file.</summary>
    public static bool IsDamage(Exception fault) => fault is PdfDocumentFormatException or InvalidOperationException or ArgumentException or FormatException or IndexOutOfRangeException
        or NotSupportedException or KeyNotFoundException or NullReferenceException or InvalidCastException or IOException or InvalidDataException or OverflowException or ArithmeticException;
}
