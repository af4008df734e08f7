using Honorario.Billing.DatosFiscales;
using Honorario.Cfdi;

namespace Honorario.Web.Components.Shared;

/// <summary>Today where most of Mexico lives: what a search proposes. What counts for the tax office is decided at the emisor's postal code.</summary>
internal sealed class MexicanToday(PlaceClock places)
{
    private static readonly PostalCode Centre = PostalCode.Parse("06000");

    public DateOnly Date => places.TodayAt(Centre);

    public DateOnly FirstOfMonth => new(Date.Year, Date.Month, 1);
}
