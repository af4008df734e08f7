namespace Honorario.PacSandbox;

/// <summary>The clock that the sandbox goes by: another one, set back for as long as a demonstration's past is being made.</summary>
internal sealed class SandboxClock(TimeProvider real) : TimeProvider
{
    /// <summary>How far it is set back.</summary>
    public TimeSpan Behind { get; set; }

    public override TimeZoneInfo LocalTimeZone => real.LocalTimeZone;

    public override long TimestampFrequency => real.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => real.GetUtcNow() - Behind;

    public override long GetTimestamp() => real.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        real.CreateTimer(callback, state, dueTime, period);
}
