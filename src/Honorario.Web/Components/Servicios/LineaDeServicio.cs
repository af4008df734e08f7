using Honorario.Billing.RegistroDeServicios;

namespace Honorario.Web.Components.Servicios;

/// <summary>One service of the visit while it is typed.</summary>
public sealed class LineaDeServicio
{
    public string Code { get; set; } = "";
    public int Units { get; set; } = 1;
    public decimal? Price { get; set; }
    public decimal? Copay { get; set; }
    public string Folio { get; set; } = "";

    /// <summary>What was proposed: as long as nobody wrote over it, another code proposes anew.</summary>
    public LastPrice? Proposed { get; set; }

    public ServiceLine Form => new(Code, Units, Price, Copay, Folio);

    /// <summary>Takes the price of last time, unless somebody wrote another one.</summary>
    public void Propose(LastPrice? last)
    {
        var untouched = (Price is null && Copay is null) || (Proposed is { } former && Price == former.Price && Copay == former.Copay * Units);
        if (!untouched)
            return;
        Proposed = last;
        (Price, Copay) = (last?.Price, last is null ? null : last.Copay * Units);
    }

    /// <summary>A copay that nobody wrote over follows the units.</summary>
    public void Times(int units)
    {
        if (Proposed is { } last && Copay == last.Copay * Units)
            Copay = last.Copay * units;
        Units = units;
    }
}
