namespace Honorario.Cfdi;

/// <summary>The days that count in a term of days before the tax authority.</summary>
/// <remarks>
/// Source: CFF art. 12, and CPEUM art. 83 for the day on which a president takes office. SAT's general vacations don't count either; which days
/// they are, each year's RMF says (2.1.6), and they are not known here: a term that runs into them ends later than computed.
/// </remarks>
public static class WorkingDays
{
    /// <summary>Whether a day counts.</summary>
    public static bool Counts(DateOnly day) => day switch
    {
        { DayOfWeek: DayOfWeek.Saturday or DayOfWeek.Sunday } => false,
        { Month: 1, Day: 1 } or { Month: 5, Day: 1 or 5 } or { Month: 9, Day: 16 } or { Month: 12, Day: 25 } => false,
        { Month: 10, Day: 1 } when day.Year % 6 == 2 => false,
        { Month: 2, DayOfWeek: DayOfWeek.Monday, Day: <= 7 } => false,
        { Month: 3 or 11, DayOfWeek: DayOfWeek.Monday, Day: >= 15 and <= 21 } => false,
        _ => true,
    };

    /// <summary>The last day of a term that begins on the day after one.</summary>
    /// <param name="day">When the term was set in motion.</param>
    /// <param name="count">How many working days it has, 1 or more.</param>
    public static DateOnly After(DateOnly day, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        while (count > 0)
        {
            day = day.AddDays(1);
            if (Counts(day))
                count--;
        }

        return day;
    }
}
