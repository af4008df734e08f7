using Honorario.Cfdi.Documents;
using Honorario.Printing.Content;

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

    /// <summary>A tax charged; its base is left out when it is the amount that the reader already sees.</summary>
    public static string Of(Traslado tax, decimal? seen = null) =>
        $"{CodeNames.Impuesto(tax.Impuesto)} {Rate(tax.TipoFactor, tax.TasaOCuota).ToLowerInvariant()}{On(tax.Base, seen)}{Amount(tax.Importe)}";

    /// <summary>A tax withheld; its base is left out when it is the amount that the reader already sees.</summary>
    public static string Of(Retencion tax, decimal? seen = null) =>
        $"{CodeNames.Impuesto(tax.Impuesto)} retenido {Rate(tax.TipoFactor, tax.TasaOCuota)}{On(tax.Base, seen)}{Amount(tax.Importe)}";

    private static string On(decimal taxed, decimal? seen) => taxed == seen ? "" : $" de {Figures.Amount(taxed)}";

    private static string Amount(decimal? amount) => amount is { } known ? $": {Figures.Amount(known)}" : "";
}
