using System.Globalization;
using Honorario.Cfdi.Documents;

namespace Honorario.Web.Components.Shared;

/// <summary>How a document comes to its total, line by line: what is charged and, below zero, what is taken off and withheld.</summary>
internal static class DocumentFigures
{
    public static IEnumerable<(string Label, decimal Amount)> Of(Comprobante document)
    {
        yield return ("Subtotal", document.SubTotal);
        if (document.Descuento is { } discount and not 0)
            yield return ("Descuento", -discount);
        foreach (var tax in document.Impuestos?.Traslados ?? [])
            yield return (tax.TasaOCuota is { } rate ? $"{Name(tax.Impuesto)} {Percent(rate)}" : $"{Name(tax.Impuesto)} exento", tax.Importe ?? 0);
        foreach (var tax in document.ImpuestosLocales?.Traslados ?? [])
            yield return (tax.Nombre, tax.Importe);
        foreach (var tax in document.Impuestos?.Retenciones ?? [])
            yield return ($"{Name(tax.Impuesto)} retenido", -tax.Importe);
        foreach (var tax in document.ImpuestosLocales?.Retenciones ?? [])
            yield return ($"{tax.Nombre} retenido", -tax.Importe);
    }

    private static string Name(string impuesto) => impuesto switch { "001" => "ISR", "002" => "IVA", _ => "IEPS" };

    private static string Percent(decimal rate) => $"{(rate * 100).ToString("0.##", CultureInfo.InvariantCulture)} %";
}
