using System.Globalization;
using Honorario.Cfdi.Amounts;
using Honorario.Cfdi.Anexo20;

namespace Honorario.Cfdi.Rules.Views;

/// <summary>A Traslado or Retencion of a concept (suffix ""), of a paid invoice (DR) or of a payment (P), or of the root.</summary>
internal sealed class TaxView(SatElement element, string suffix) : IView
{
    public SatElement Element { get; } = element;
    public Written Base { get; } = Written.Of(element, $"Base{suffix}");
    public string Impuesto { get; } = element.Text($"Impuesto{suffix}") ?? "";
    public string TipoFactor { get; } = element.Text($"TipoFactor{suffix}") ?? "";
    public Written TasaOCuota { get; } = Written.Of(element, $"TasaOCuota{suffix}");
    public Written Importe { get; } = Written.Of(element, $"Importe{suffix}");

    /// <summary>Exempt, or without a factor and a rate, which leaves nothing else.</summary>
    public bool IsExempt => TipoFactor == "Exento" || (TipoFactor.Length == 0 && !TasaOCuota.IsPresent);

    /// <summary>Whether it has a rate, in which case it also has an amount.</summary>
    public bool IsRated => TipoFactor is "Tasa" or "Cuota";

    /// <summary>The day of the document, on which a rate must be in force.</summary>
    public DateOnly Day =>
        DateOnly.TryParseExact(
            Element.Root.Text("Fecha")?.Split('T')[0], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None,
            out var day)
        && day >= DocumentView.FirstDay ? day : DocumentView.FirstDay;

    /// <summary>The amount as written where it may be that of its base and rate; else what it should be, which hints go by.</summary>
    public decimal RightImporte => IsExempt || Limits.AllowTax(Importe, Base, TasaOCuota) ? Importe.OrZero
        : Amount.Round(Base.OrZero * TasaOCuota.OrZero, Math.Clamp(Importe.Decimals, 2, Amount.MostDecimals));

    /// <summary>What taxes are summed by.</summary>
    public (string Impuesto, decimal? TasaOCuota) Kind => (Impuesto, IsExempt ? null : TasaOCuota.Value);

    /// <summary>The taxes of one kind below an element, however deep: SAT's own example documents misname what lies between.</summary>
    public static TaxView[] Below(SatElement? container, string name, string suffix)
    {
        if (container is null)
            return [];
        var taxes = new List<TaxView>();
        Collect(container, name, suffix, taxes);
        return [.. taxes];
    }

    private static void Collect(SatElement container, string name, string suffix, List<TaxView> taxes)
    {
        foreach (var element in container.Elements())
        {
            if (element.Attributes.Length > 0 && element.Name.LocalName.StartsWith(name, StringComparison.Ordinal))
                taxes.Add(new TaxView(element, suffix));
            Collect(element, name, suffix, taxes);
        }
    }
}
