using Honorario.Cfdi.Documents;

namespace Honorario.Cfdi.Amounts;

/// <summary>How IVA applies to a service.</summary>
public enum IvaTreatment
{
    /// <summary>By a physician with a título, or a sociedad civil of physicians (LIVA art. 15-XIV).</summary>
    Exento,

    /// <summary>By anybody else: 16 % (LIVA art. 1).</summary>
    Tasa16,
}

/// <summary>The taxes of a medical service: IVA exempt or at 16 %, and the ISR that a persona moral withholds from a person.</summary>
/// <remarks>Source: LIVA art. 1 and 15-XIV; LISR art. 106 (10 % of regime 612) and 113-J (1.25 % of regime 626).</remarks>
/// <param name="Iva">How IVA applies.</param>
/// <param name="IsrRate">What the receiver withholds, as a fraction with six decimals; null for nothing.</param>
public sealed record ServiceTaxes(IvaTreatment Iva, decimal? IsrRate)
{
    private const string Isr = "001";
    private const string IvaCode = "002";

    /// <summary>Who bills whom decides the taxes.</summary>
    public static ServiceTaxes For(Rfc emisor, string regimen, IvaTreatment iva, Rfc receptor)
    {
        var withholds = emisor.IsPersonaFisica && receptor.IsPersonaMoral;
        return new ServiceTaxes(iva, (withholds, regimen) switch
        {
            (true, "612") => 0.100000m,
            (true, "626") => 0.012500m,
            _ => null,
        });
    }

    /// <summary>The concept with its taxes, computed on Importe − Descuento and exact to six decimals.</summary>
    public Concepto Apply(Concepto concepto)
    {
        var taxBase = concepto.Importe - (concepto.Descuento ?? 0);
        return concepto with
        {
            ObjetoImp = "02",
            Traslados = [Iva == IvaTreatment.Exento
                ? new Traslado(taxBase, IvaCode, "Exento", null, null)
                : new Traslado(taxBase, IvaCode, "Tasa", 0.160000m, Of(taxBase, 0.160000m))],
            Retenciones = IsrRate is { } rate ? [new Retencion(taxBase, Isr, "Tasa", rate, Of(taxBase, rate))] : [],
        };
    }

    private static decimal Of(decimal taxBase, decimal rate) => Amount.Round(taxBase * rate, Amount.MostDecimals);
}
