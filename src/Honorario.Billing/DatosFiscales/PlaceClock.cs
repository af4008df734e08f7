using Honorario.Cfdi;
using NodaTime;

namespace Honorario.Billing.DatosFiscales;

/// <summary>What the clock on the wall says at a postal code: Mexico has four zones, with exceptions by state and border.</summary>
public sealed class PlaceClock(TimeProvider clock)
{
    public DateTime NowAt(PostalCode place)
    {
        var zone = DateTimeZoneProviders.Tzdb[place.TimeZoneId];
        var local = Instant.FromDateTimeOffset(clock.GetUtcNow()).InZone(zone).LocalDateTime;
        return local.With(TimeAdjusters.TruncateToSecond).ToDateTimeUnspecified();
    }

    public DateOnly TodayAt(PostalCode place) => DateOnly.FromDateTime(NowAt(place));
}
