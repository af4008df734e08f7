using Honorario.Billing.DatosFiscales;

namespace Honorario.Web.Components.Shared;

/// <summary>Today where most of Mexico lives: what a search proposes. What counts for the tax office is decided at the emisor's postal code.</summary>
internal sealed class MexicanToday(PlaceClock places)
{
    public DateOnly Date => places.TodayAt(PlaceClock.Centre);

    public DateOnly FirstOfMonth => new(Date.Year, Date.Month, 1);
}
