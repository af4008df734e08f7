namespace Honorario.Web.Demo;

/// <summary>The demonstration's clock: set back, together with the test PAC's, while its past is being made.</summary>
internal sealed class DemoClock(TimeProvider real, HttpClient pac) : TimeProvider
{
    private TimeSpan _behind;

    public override TimeZoneInfo LocalTimeZone => real.LocalTimeZone;

    public override long TimestampFrequency => real.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => real.GetUtcNow() - _behind;

    public override long GetTimestamp() => real.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        real.CreateTimer(callback, state, dueTime, period);

    /// <summary>From here on it is that moment, there and here; a moment to come is now.</summary>
    public async Task SetAsync(DateTimeOffset moment, CancellationToken ct)
    {
        var behind = real.GetUtcNow() - moment;
        _behind = behind > TimeSpan.Zero ? behind : TimeSpan.Zero;
        using var answer = await pac.PutAsJsonAsync("sandbox/clock", new { seconds = (long)_behind.TotalSeconds }, ct);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Whether the PAC is the test one, and answers.</summary>
    public async Task<bool> IsThereAsync(CancellationToken ct)
    {
        for (var tries = 0; tries < 100; tries++)
        {
            try
            {
                using var answer = await pac.GetAsync(new Uri("sandbox/certificate", UriKind.Relative), ct);
                return answer.IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), ct);
            }
        }

        return false;
    }
}
