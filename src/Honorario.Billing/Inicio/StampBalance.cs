namespace Honorario.Billing.Inicio;

/// <summary>What the PAC said last of the stamps that are paid for, of the whole installation; one row.</summary>
public sealed class StampBalance
{
    public const int OnlyId = 1;

    public int Id { get; init; } = OnlyId;

    /// <summary>How many are left; null when the account stamps on credit.</summary>
    public long? Left { get; set; }

    /// <summary>The last day on which they can be used; null where the PAC does not say.</summary>
    public DateOnly? Expires { get; set; }

    /// <summary>When it said so.</summary>
    public DateTime ReadAt { get; set; }

    /// <summary>How many stamps the installation took in the <see cref="WatchStamps.Window"/> before.</summary>
    public int Used { get; set; }

    /// <summary>How many days they last at the pace of late, or until they expire; null for no end in sight.</summary>
    /// <param name="today">The day from which it is counted.</param>
    public int? DaysLeft(DateOnly today)
    {
        if (Left is not { } left)
            return null;
        int? lasts = left == 0 ? 0 : Used == 0 ? null : (int)Math.Min(left * WatchStamps.Window.Days / Used, 10_000);
        int? until = Expires is { } last ? Math.Max(0, last.DayNumber - today.DayNumber) : null;
        return lasts is null ? until : until is null ? lasts : Math.Min(lasts.Value, until.Value);
    }
}
