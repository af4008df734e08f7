namespace Honorario.Billing.Kern;

/// <summary>How long what was removed can be put back.</summary>
public static class Undoing
{
    /// <summary>How long the screen offers it.</summary>
    public static readonly TimeSpan Offered = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(15);

    /// <summary>Whether it is too late, a click under way forgiven.</summary>
    internal static bool IsOver(DateTime removedAt, DateTime now) => now - removedAt > Offered + Grace;
}
