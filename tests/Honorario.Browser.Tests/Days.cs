namespace Honorario.Browser.Tests;

/// <summary>Days as the demo's practices count them.</summary>
internal static class Days
{
    /// <summary>Today at the centre of Mexico.</summary>
    public static DateOnly Today { get; } = DateOnly.FromDateTime(DateTime.UtcNow.AddHours(-6));
}
