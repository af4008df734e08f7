using Honorario.Billing.RegistroDeServicios;
using Honorario.Web.Components.Shared;

namespace Honorario.Web.Components.Servicios;

/// <summary>One service of the visit while it is typed.</summary>
public sealed class LineaDeServicio
{
    public string Code { get; set; } = "";
    public int? Units { get; set; } = 1;
    public decimal? Price { get; set; }
    public decimal? Copay { get; set; }
    public string Folio { get; set; } = "";

    /// <summary>What was proposed: as long as nobody wrote over it, another code proposes anew.</summary>
    public ProposedPrice? Proposed { get; set; }

    /// <summary>What was agreed for it, whatever stands in its fields; null when nothing was.</summary>
    public ProposedPrice? Agreed { get; private set; }

    /// <summary>Whether the price has its IVA in it; null where none is charged.</summary>
    public string? Iva { get; set; }

    /// <summary>Below the amount: whether it is as agreed, and what several units come to.</summary>
    public string? AmountHint
    {
        get
        {
            var total = Units is > 1 and var units && Price is { } price ? $"Total {Say.Money(price * units)}" : null;
            var agreed = Agreed is not { AgreedFrom: { } from } terms ? null
                : Price == terms.Price ? $"Pactado desde el {Say.Date(from)}" : $"Pactado: {Say.Money(terms.Price)} desde el {Say.Date(from)}";
            return string.Join(" · ", new[] { total, agreed, Iva }.OfType<string>()) is { Length: > 0 } hint ? hint : null;
        }
    }

    public ServiceLine Form => new(Code, Units ?? 0, Price, Copay, Folio);

    /// <summary>Takes the price that was agreed, or that of last time, unless somebody wrote another one.</summary>
    public void Propose(ProposedPrice? last)
    {
        var untouched = (Price is null && Copay is null) || (Proposed is { } former && Price == former.Price && Copay == former.Copay * Units);
        Agreed = last is { AgreedFrom: not null } ? last : null;
        if (!untouched)
            return;
        Proposed = last;
        (Price, Copay) = (last?.Price, last is null ? null : last.Copay * Units);
    }

    /// <summary>A copay that nobody wrote over follows the units.</summary>
    public void Times(int? units)
    {
        if (Proposed is { } last && Copay == last.Copay * Units)
            Copay = last.Copay * units;
        Units = units;
    }
}
