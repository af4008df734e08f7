using Honorario.Cfdi.Documents;

namespace Honorario.Cfdi.Amounts;

/// <summary>How IVA applies to a service. The names are stored: a member keeps its own.</summary>
public enum IvaTreatment
{
    /// <summary>By a physician with a título, alone or through a sociedad civil or an institución de asistencia privada (LIVA art. 15-XIV).</summary>
    Exento,

    /// <summary>By anybody else: 16 % (LIVA art. 1).</summary>
    Tasa16,

    /// <summary>In the border region, by who is registered for the stimulus: 8 % (RMF 11.9.2 and 11.9.3).</summary>
    Tasa8,

    /// <summary>0 %, such as medicinas de patente sold separately (LIVA art. 2-A-I-b).</summary>
    Tasa0,

    /// <summary>Not an object of the tax (c_ObjetoImp 01).</summary>
    NoObjeto,
}

/// <summary>
/// The taxes of a service: its IVA, and the ISR and the two thirds of the IVA that a persona moral withholds from a person.
/// Asimilados a salarios are not billed and have no place here.
/// </summary>
/// <remarks>
/// Source: LIVA art. 1, 1-A fracción II inciso a and 15-XIV, RLIVA art. 3 fracción I; LISR art. 106 (10 % of regime 612) and 113-J
/// (1.25 % of regime 626); RMF 11.9.2 (the withholding follows the rate after the border credit).
/// </remarks>
/// <param name="Iva">How IVA applies.</param>
/// <param name="IsrRate">ISR that the receiver withholds, as a fraction with six decimals; null for nothing.</param>
/// <param name="IvaWithheldRate">IVA that the receiver withholds, as a fraction of the base with six decimals; null for nothing.</param>
public sealed record ServiceTaxes(IvaTreatment Iva, decimal? IsrRate, decimal? IvaWithheldRate = null)
{
    private const string Isr = "001";
    private const string IvaCode = "002";

    /// <summary>The rate of a treatment; null when IVA is exempt or there is none.</summary>
    public static decimal? RateOf(IvaTreatment iva) => iva switch
    {
        IvaTreatment.Tasa16 => 0.160000m,
        IvaTreatment.Tasa8 => 0.080000m,
        IvaTreatment.Tasa0 => 0.000000m,
        _ => null,
    };

    /// <summary>Who bills whom decides the taxes.</summary>
    public static ServiceTaxes For(Rfc emisor, string regimen, IvaTreatment iva, Rfc receptor)
    {
        var withholds = emisor.IsPersonaFisica && receptor.IsPersonaMoral;
        decimal? isr = (withholds, regimen) switch
        {
            (true, "612") => 0.100000m,
            (true, "626") => 0.012500m,
            _ => null,
        };
        decimal? withheld = (withholds, iva) switch
        {
            (true, IvaTreatment.Tasa16) => 0.106667m,
            (true, IvaTreatment.Tasa8) => 0.053333m,
            _ => null,
        };
        return new ServiceTaxes(iva, isr, withheld);
    }

    /// <summary>A price before IVA, six decimals, of one that includes it.</summary>
    /// <param name="gross">What the price is with IVA.</param>
    /// <param name="iva">How IVA applies.</param>
    public static decimal BeforeIva(decimal gross, IvaTreatment iva) =>
        RateOf(iva) is { } rate and > 0 ? Amount.Round(gross / (1 + rate), Amount.MostDecimals) : gross;

    /// <summary>The concept with its taxes, computed on Importe − Descuento and exact to six decimals; without any, when it is no object.</summary>
    public Concepto Apply(Concepto concepto)
    {
        if (Iva == IvaTreatment.NoObjeto)
            return concepto with { ObjetoImp = "01", Traslados = [], Retenciones = [] };
        var taxBase = concepto.Importe - (concepto.Descuento ?? 0);
        var retenciones = new List<Retencion>();
        if (IsrRate is { } isr)
            retenciones.Add(new Retencion(taxBase, Isr, "Tasa", isr, Of(taxBase, isr)));
        if (IvaWithheldRate is { } withheld)
            retenciones.Add(new Retencion(taxBase, IvaCode, "Tasa", withheld, Of(taxBase, withheld)));
        return concepto with
        {
            ObjetoImp = "02",
            Traslados = [RateOf(Iva) is { } rate
                ? new Traslado(taxBase, IvaCode, "Tasa", rate, Of(taxBase, rate))
                : new Traslado(taxBase, IvaCode, "Exento", null, null)],
            Retenciones = retenciones.ToValueList(),
        };
    }

    private static decimal Of(decimal taxBase, decimal rate) => Amount.Round(taxBase * rate, Amount.MostDecimals);
}
