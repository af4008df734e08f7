using Honorario.Pac;

namespace Honorario.Billing.Timbrado;

/// <summary>How long to wait before a PAC is asked again.</summary>
public static class Pause
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <summary>2, 4, 8 … seconds, at most ten minutes, while the network or the service fails; an hour where only time or a person mends it.</summary>
    /// <param name="wait">What the PAC's answer asks for.</param>
    /// <param name="attempt">How many attempts there were, from 1.</param>
    public static TimeSpan After(PacWait wait, int attempt) => wait == PacWait.Minutes
        ? TimeSpan.FromSeconds(Math.Min(Math.Pow(2, attempt), Longest.TotalSeconds))
        : TimeSpan.FromHours(1);
}
