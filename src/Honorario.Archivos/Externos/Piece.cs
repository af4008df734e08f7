using System.Text.Json.Serialization;

namespace Honorario.Archivos.Externos;

/// <summary>What a file is that came with an invoice made elsewhere.</summary>
public enum PieceKind
{
    /// <summary>A CFDI 4.0, or what claims to be one.</summary>
    Cfdi,

    /// <summary>A CFDI of an earlier version.</summary>
    OldCfdi,

    /// <summary>A CFDI de retenciones.</summary>
    Retenciones,

    /// <summary>What SAT or a PAC answered to a stamp or a cancellation.</summary>
    Acuse,
    OtherXml,
    Pdf,
    Other,
}

/// <summary>A file of those that were brought, out of its ZIPs.</summary>
/// <param name="Name">With the ZIPs that it came in: "mes.zip/a/f.xml".</param>
/// <param name="Root">Of an XML, its root element and version; "" for none.</param>
/// <param name="Uuid">Of a stamped XML, its folio fiscal in upper case; "" for none.</param>
/// <param name="Rfcs">Of an XML, its emisor's and receptor's.</param>
/// <param name="Pdf">Of a PDF, what its text says.</param>
public sealed record Piece(string Name, PieceKind Kind, string Root, string Uuid, IReadOnlyList<string> Rfcs, PdfFacts? Pdf)
{
    /// <summary>Its bytes; they travel apart.</summary>
    [JsonIgnore]
    public byte[] Content { get; set; } = [];
}

/// <summary>What a PDF's text, or its QR where the text says nothing, says of the XMLs beside it.</summary>
/// <param name="Readable">It is a PDF that opens.</param>
/// <param name="HasText">It has any text: a scan has none.</param>
/// <param name="Uuids">Every folio fiscal in it, in upper case.</param>
/// <param name="Rfcs">Which of the RFCs of the XMLs are in it.</param>
public sealed record PdfFacts(bool Readable, bool HasText, IReadOnlyList<string> Uuids, IReadOnlyList<string> Rfcs);

/// <summary>All files that were brought, out of their ZIPs.</summary>
public sealed record Pieces(IReadOnlyList<Piece> All);
