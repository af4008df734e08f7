namespace Honorario.Billing.Facturacion;

/// <summary>An invoice made elsewhere, out of many.</summary>
/// <param name="Name">What its XML is called, with the ZIP that it came in.</param>
/// <param name="Files">The XML, and the PDF that is called like it.</param>
public sealed record NamedExternal(string Name, ExternalFiles Files);

/// <summary>Invoices made elsewhere that come together.</summary>
/// <param name="Documents">One an XML.</param>
/// <param name="LeftOut">Names of what is neither an XML nor called like one.</param>
public sealed record ExternalPile(IReadOnlyList<NamedExternal> Documents, IReadOnlyList<string> LeftOut)
{
    public const int Most = 200;

    /// <summary>Each XML with the PDF of the same name beside it; a single PDF goes with a single XML whatever it is called.</summary>
    public static Result<ExternalPile> From(IReadOnlyList<Download> files)
    {
        var unpacked = Unpack.All(files);
        if (unpacked.Value is not { } all)
            return unpacked.Problems.ToList();
        var (xmls, pdfs) = (all.Where(Unpack.IsXml).ToList(), all.Where(Unpack.IsPdf).ToList());
        if (xmls.Count is 0 or > Most)
            return new Problem("Xml", xmls.Count == 0
                ? "Falta el XML: no hay ninguno en lo que soltaste." : $"Hay {xmls.Count} XML y se cargan hasta {Most} a la vez: suéltalos en partes.");
        Download? PdfOf(Download xml) =>
            pdfs.Find(pdf => string.Equals(Stem(pdf), Stem(xml), StringComparison.OrdinalIgnoreCase)) ?? (xmls.Count == 1 && pdfs.Count == 1 ? pdfs[0] : null);
        var taken = xmls.Select(PdfOf).ToHashSet();
        return new ExternalPile(
            [.. xmls.Select(xml => new NamedExternal(xml.Name, new ExternalFiles(xml.Content, PdfOf(xml)?.Content)))],
            [.. all.Except(xmls).Where(file => !taken.Contains(file)).Select(file => file.Name)]);
    }

    private static string? Stem(Download file) => Path.ChangeExtension(file.Name, null);
}
