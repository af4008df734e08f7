using System.Xml;
using System.Xml.Linq;
using Honorario.Cfdi.Anexo20;
using Honorario.Cfdi.Findings;

namespace Honorario.Cfdi.Reading;

/// <summary>
/// Reads XML that anybody may have written: no DTD, no entities, no outside references, bounded size and depth, UTF-8 only.
/// What is wrong is a <see cref="Finding"/> under the PAC's code 301, never an exception.
/// </summary>
public static class SafeXml
{
    /// <summary>The largest document read, in bytes; a CFDI of ten thousand concepts has about eight million.</summary>
    public const int MaxBytes = 32 * 1024 * 1024;

    private const int MaxDepth = 64;

    /// <summary>Elements, attributes and texts of the largest document read; a CFDI of ten thousand concepts has about 300,000.</summary>
    private const int MaxNodes = 1_000_000;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersFromEntities = 1024,
        MaxCharactersInDocument = MaxBytes,
    };

    /// <summary>What came of reading: an element, or why there is none.</summary>
    /// <param name="Root">The root element.</param>
    /// <param name="Fault">Why there is no root.</param>
    public readonly record struct Loaded(XElement? Root, Finding? Fault);

    /// <summary>Reads a whole document, and no more of the stream than it takes to see that it is too large.</summary>
    /// <exception cref="IOException">The stream can't be read.</exception>
    public static Loaded Load(Stream xml)
    {
        var block = new byte[64 * 1024];
        using var bytes = new MemoryStream();
        while (bytes.Length <= MaxBytes && xml.Read(block) is > 0 and var read)
            bytes.Write(block, 0, read);
        return Load(bytes.GetBuffer().AsMemory(0, (int)bytes.Length));
    }

    /// <summary>Reads a whole document.</summary>
    public static Loaded Load(ReadOnlyMemory<byte> xml)
    {
        if (xml.Length > MaxBytes)
            return Fault($"El archivo pesa más de {MaxBytes / 1024 / 1024} MB.");

        if (xml.IsEmpty)
            return Fault("El archivo está vacío.");

        if (IsWide(xml.Span))
            return Fault("El XML no está en UTF-8: un CFDI se escribe en UTF-8.");

        try
        {
            if (Scan(xml) is { } wrong)
                return Fault(wrong);
            using var reader = XmlReader.Create(Stream(xml), Settings);
            return new Loaded(XDocument.Load(reader, LoadOptions.PreserveWhitespace).Root, null);
        }
        catch (XmlException malformed)
        {
            return Fault(malformed.LineNumber == 0
                ? "El archivo no es un XML que se pueda leer."
                : $"El XML está mal formado en la línea {malformed.LineNumber}, posición {malformed.LinePosition}.");
        }
    }

    /// <summary>Reads a whole document to be checked: without a tree, when it is of the simple kind that PACs write.</summary>
    internal static (SatElement? Root, Finding? Fault) LoadElement(ReadOnlyMemory<byte> xml)
    {
        if (xml.Length <= MaxBytes && FastXml.Read(xml.Span, MaxDepth, MaxNodes) is { } root)
            return (root, null);
        var loaded = Load(xml);
        return (loaded.Root is null ? null : SatElement.Of(loaded.Root), loaded.Fault);
    }

    /// <summary>Walks the document once without keeping it, so that nothing is built of what is too deep or wrongly encoded.</summary>
    private static string? Scan(ReadOnlyMemory<byte> xml)
    {
        using var reader = XmlReader.Create(Stream(xml), Settings);
        var nodes = 0;
        while (reader.Read())
        {
            nodes += 1 + reader.AttributeCount;
            if (nodes > MaxNodes)
                return $"El XML tiene más de {MaxNodes} elementos y atributos.";
            if (reader.Depth > MaxDepth)
                return $"El XML tiene más de {MaxDepth} niveles de elementos anidados.";
            if (reader.NodeType == XmlNodeType.XmlDeclaration
                && reader.GetAttribute("encoding") is { } encoding
                && !encoding.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
                return $"El XML declara la codificación {encoding}: un CFDI se escribe en UTF-8.";
        }

        return null;
    }

    /// <summary>Whether it is in UTF-16 or UTF-32, by its byte order mark or by the zeros of its first characters.</summary>
    private static bool IsWide(ReadOnlySpan<byte> xml) =>
        xml.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || xml.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) || xml[..Math.Min(
            4, xml.Length)].Contains((byte)0);

    private static MemoryStream Stream(ReadOnlyMemory<byte> xml) =>
        System.Runtime.InteropServices.MemoryMarshal.TryGetArray(xml, out var array)
            ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
            : new MemoryStream(xml.ToArray(), writable: false);

    private static Loaded Fault(string message) =>
        new(
            null,
            new Finding("301", Severity.Error, "", message, "Pide el archivo XML original a quien lo emitió, sin abrirlo ni guardarlo con otro programa."));
}
