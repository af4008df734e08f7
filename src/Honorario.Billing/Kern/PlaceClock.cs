using Honorario.Cfdi;
using NodaTime;

namespace Honorario.Billing.Kern;

/// <summary>What the clock on the wall says at a postal code: Mexico has four zones, with exceptions by state and border.</summary>
public sealed class PlaceClock(TimeProvider clock)
{
    /// <summary>The place that stands for most of Mexico, where no emisor's own counts.</summary>
    public static PostalCode Centre { get; } = PostalCode.Parse("06000");

    public DateTime NowAt(PostalCode place) => At(clock.GetUtcNow().UtcDateTime, place);

    /// <summary>What it said at an instant.</summary>
    public static DateTime At(DateTime utc, PostalCode place)
    {
        var zone = DateTimeZoneProviders.Tzdb[place.TimeZoneId];
        return Instant.FromDateTimeUtc(utc).InZone(zone).LocalDateTime.With(TimeAdjusters.TruncateToSecond).ToDateTimeUnspecified();
    }

    /// <summary>The instant, UTC, at which a day begins there.</summary>
    public static DateTime StartOf(DateOnly day, PostalCode place) =>
        DateTimeZoneProviders.Tzdb[place.TimeZoneId].AtStartOfDay(LocalDate.FromDateOnly(day)).ToDateTimeUtc();

    public DateOnly TodayAt(PostalCode place) => DateOnly.FromDateTime(NowAt(place));
}
