namespace Honorario.Archivos.Externos;

/// <summary>An XML with the PDF that is its own.</summary>
/// <param name="Xml">The document.</param>
/// <param name="Pdf">Null when there is none.</param>
/// <param name="Doubt">Why the PDF may be of something else, for a person to accept with a reason; null when its text says that it is this one's.</param>
/// <param name="OfAnother">The PDF's text says that it is of something else, so that it is never this one's printed form.</param>
public sealed record Paired(Piece Xml, Piece? Pdf, string? Doubt, bool OfAnother = false);

/// <summary>What was brought, sorted.</summary>
/// <param name="Documents">One a CFDI.</param>
/// <param name="LeftOut">The others, with why: "acuse.xml: es un acuse".</param>
public sealed record Sorted(IReadOnlyList<Paired> Documents, IReadOnlyList<(Piece Piece, string Why)> LeftOut);

/// <summary>Gives each CFDI its PDF: the one that says its folio fiscal, else the one that is called like it, else the only one.</summary>
public static class Pairing
{
    public static Sorted Sort(Pieces pieces)
    {
        var xmls = pieces.All.Where(piece => piece.Kind == PieceKind.Cfdi).ToList();
        var pdfs = pieces.All.Where(piece => piece.Kind == PieceKind.Pdf).ToList();
        var given = new Dictionary<Piece, Piece>(ReferenceEqualityComparer.Instance);
        void Give(Func<Piece, Piece, bool> fits, bool onlyOne)
        {
            foreach (var xml in xmls.Where(xml => !given.ContainsKey(xml)))
            {
                var fitting = pdfs.Where(pdf => !given.ContainsValue(pdf) && fits(xml, pdf)).Take(2).ToList();
                if (fitting.Count > 0 && (!onlyOne || fitting.Count == 1))
                    given[xml] = fitting[0];
            }
        }

        Give((xml, pdf) => Says(pdf, xml) && SameName(xml, pdf), onlyOne: false);
        Give((xml, pdf) => Says(pdf, xml), onlyOne: false);
        Give((xml, pdf) => SameName(xml, pdf) && !SaysAnother(pdf, xml, xmls), onlyOne: false);
        if (xmls.Count == 1 && pdfs.Count == 1)
            Give((_, _) => true, onlyOne: true);
        return new Sorted(
            [.. xmls.Select(xml => given.TryGetValue(xml, out var pdf) ? Of(xml, pdf) : new Paired(xml, null, null))],
            [.. pieces.All.Where(piece => piece.Kind != PieceKind.Cfdi && !given.ContainsValue(piece)).Select(piece => (piece, Why(piece)))]);
    }

    /// <summary>What keeps a file from being an invoice's, as one clause: "es un acuse".</summary>
    public static string Why(Piece piece) => piece.Kind switch
    {
        PieceKind.OldCfdi => $"es un CFDI {piece.Root.Split(' ')[^1]}, de una versión anterior a la 4.0",
        PieceKind.Retenciones => "es un CFDI de retenciones e información de pagos",
        PieceKind.Acuse => "es un acuse",
        PieceKind.OtherXml => $"es un XML de otra cosa ({piece.Root})",
        PieceKind.Pdf => "no es de ninguno de los XML",
        _ => "no es un XML ni un PDF",
    };

    private static bool Says(Piece pdf, Piece xml) => xml.Uuid.Length > 0 && pdf.Pdf!.Uuids.Contains(xml.Uuid);

    private static bool SaysAnother(Piece pdf, Piece xml, List<Piece> xmls) =>
        xmls.Exists(other => other != xml && other.Uuid.Length > 0 && pdf.Pdf!.Uuids.Contains(other.Uuid));

    private static bool SameName(Piece xml, Piece pdf) =>
        string.Equals(Path.ChangeExtension(xml.Name, null), Path.ChangeExtension(pdf.Name, null), StringComparison.OrdinalIgnoreCase);

    private static Paired Of(Piece xml, Piece pdf)
    {
        var (doubt, facts) = (Doubt(xml, pdf), pdf.Pdf!);
        return new Paired(xml, pdf, doubt, doubt is not null && facts.Readable && (facts.HasText || facts.Uuids.Count > 0));
    }

    private static string? Doubt(Piece xml, Piece pdf)
    {
        var (name, facts) = (Path.GetFileName(pdf.Name), pdf.Pdf!);
        if (Says(pdf, xml))
            return null;
        if (!facts.Readable)
            return $"{name} no se puede leer: no se sabe si es de esta factura.";
        if (!facts.HasText && facts.Uuids.Count == 0)
            return $"{name} no tiene texto, parece escaneado: no se sabe si es de esta factura.";
        if (facts.Uuids.Count > 0)
            return $"{name} dice el folio fiscal {facts.Uuids[0]}, que no es el de este XML: parece de otra factura.";
        return xml.Rfcs.Count > 0 && xml.Rfcs.All(facts.Rfcs.Contains) ? null
            : $"{name} no dice el folio fiscal de este XML ni los RFC de quien emite y quien recibe: parece de otra cosa.";
    }
}
