namespace Honorario.Web.Demo;

/// <summary>The demonstration's clock: set back, together with the test PAC's, while its past is being made.</summary>
internal sealed class DemoClock(HttpClient pac) : TimeProvider
{
    private TimeSpan _behind;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() - _behind;

    /// <summary>From here on it is that moment, there and here; a moment to come is now.</summary>
    public async Task SetAsync(DateTimeOffset moment, CancellationToken ct)
    {
        var behind = System.GetUtcNow() - moment;
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
