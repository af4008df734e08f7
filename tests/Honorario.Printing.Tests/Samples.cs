using Honorario.Cfdi.Documents;
using Honorario.Cfdi.Reading;
using Honorario.Tests;
using UglyToad.PdfPig;
using UglyToad.PdfPig.DocumentLayoutAnalysis.TextExtractor;

namespace Honorario.Printing.Tests;

/// <summary>Documents to print, and what can be read back from their PDFs.</summary>
internal static class Samples
{
    public static Comprobante Stamped { get; } = Read("ingreso-sealed-stamped.xml");

    public static Comprobante Payment { get; } = Read("pago20-sealed.xml") with { Timbre = Stamped.Timbre };

    public static Concepto Visit(int number) => new()
    {
        ClaveProdServ = "85121502",
        NoIdentificacion = $"SRV-{number:00000}",
        Cantidad = 1,
        ClaveUnidad = "E48",
        Descripcion = "Consulta de primer contacto, niño con señales de ansiedad",
        ValorUnitario = 850.50m,
        Importe = 850.50m,
        ObjetoImp = "02",
        Traslados = [new Traslado(850.50m, "002", "Exento", null, null)],
        Retenciones = [new Retencion(850.50m, "001", "Tasa", 0.1m, 85.05m)],
    };

    /// <summary>An insurer's invoice for so many visits.</summary>
    public static Comprobante Insurer(int visits) => Stamped with
    {
        Serie = "A",
        Folio = "1042",
        MetodoPago = "PPD",
        FormaPago = "99",
        Descuento = null,
        SubTotal = 850.50m * visits,
        Total = 765.45m * visits,
        Emisor = new ComprobanteEmisor("CACX7605101P8", "XOCHILT CASAS CHAVEZ", "612"),
        Receptor = new Receptor("GSA010203AB1", "GENERAL DE SALUD COMPAÑÍA DE SEGUROS", "06600", "601", "G03"),
        Conceptos = Enumerable.Range(1, visits).Select(Visit).ToValueList(),
        Impuestos = new Impuestos(
            [new RetencionTotal("001", 85.05m * visits)],
            85.05m * visits,
            [new Traslado(850.50m * visits, "002", "Exento", null, null)],
            null),
    };

    /// <summary>Each page's text in the order in which it was drawn.</summary>
    public static List<string> PagesOf(byte[] pdf)
    {
        using var document = PdfDocument.Open(pdf);
        return [.. document.GetPages().Select(static page => ContentOrderTextExtractor.GetText(page))];
    }

    /// <summary>The names of the fonts that its letters are of.</summary>
    public static IReadOnlyList<string> FontsOf(byte[] pdf)
    {
        using var document = PdfDocument.Open(pdf);
        return [.. document.GetPages().SelectMany(static page => page.Letters).Select(static letter => letter.FontName ?? "").Distinct()];
    }

    public static string TextOf(byte[] pdf) => string.Join('\n', PagesOf(pdf));

    /// <summary>The text without white space, for what is broken into lines wherever it must.</summary>
    public static string Unbroken(string text) => string.Concat(text.Where(static letter => !char.IsWhiteSpace(letter)));

    private static Comprobante Read(string name) =>
        CfdiReader.Read(File.ReadAllBytes(SharedFolder.Sat("samples", name))).Document!;
}
