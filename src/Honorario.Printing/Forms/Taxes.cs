using Honorario.Cfdi.Documents;

namespace Honorario.Printing.Forms;

/// <summary>A tax in a few words.</summary>
internal static class Taxes
{
    public static string Rate(string factor, decimal? rate) => (factor, rate) switch
    {
        ("Tasa", { } tasa) => Figures.Percent(tasa),
        (_, { } cuota) => $"cuota {Figures.Quantity(cuota)}",
        _ => factor,
    };

    public static string Of(Traslado tax) => tax.Importe is { } amount
        ? $"{CodeNames.Impuesto(tax.Impuesto)} {Rate(tax.TipoFactor, tax.TasaOCuota)} de {Figures.Amount(tax.Base)}: {Figures.Amount(amount)}"
        : $"{CodeNames.Impuesto(tax.Impuesto)} {tax.TipoFactor.ToLowerInvariant()} de {Figures.Amount(tax.Base)}";

    public static string Of(Retencion tax) =>
        $"{CodeNames.Impuesto(tax.Impuesto)} retenido {Rate(tax.TipoFactor, tax.TasaOCuota)} de {Figures.Amount(tax.Base)}: {Figures.Amount(tax.Importe)}";
}
