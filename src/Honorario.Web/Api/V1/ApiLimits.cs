using System.Globalization;
using System.Threading.RateLimiting;
using Honorario.Web.Security;

namespace Honorario.Web.Api.V1;

/// <summary>
/// How often a key may call ("Api:PerMinute"), and how often an address may come without a key ("Api:StrangersPerMinute"): a bucket for each, which
/// is full at first and fills again evenly.
/// </summary>
internal sealed class ApiLimits(IConfiguration configuration) : IDisposable
{
    private readonly Buckets<Guid> _keys = new(configuration.GetValue("Api:PerMinute", 6000));
    private readonly Buckets<string> _strangers = new(configuration.GetValue("Api:StrangersPerMinute", 120));

    /// <summary>Counts the call, tells in headers what is left, and refuses it when nothing is.</summary>
    public void Count(HttpContext context, Guid keyId)
    {
        var wait = _keys.Take(keyId);
        var left = _keys.Left(keyId);
        var headers = context.Response.Headers;
        headers["RateLimit-Limit"] = Text(_keys.Most);
        headers["RateLimit-Remaining"] = Text(left);
        headers["RateLimit-Reset"] = Text((long)Math.Ceiling((_keys.Most - left) * 60.0 / _keys.Most));
        Refuse(context, wait);
    }

    public void CountStranger(HttpContext context) => Refuse(context, _strangers.Take(context.ClientGroup()));

    public void Dispose()
    {
        _keys.Dispose();
        _strangers.Dispose();
    }

    private static void Refuse(HttpContext context, TimeSpan? wait)
    {
        if (wait is null)
            return;
        var seconds = Math.Max(1, (long)Math.Ceiling(wait.Value.TotalSeconds));
        context.Response.Headers.RetryAfter = Text(seconds);
        throw new ApiException(429, "", $"Demasiadas peticiones: espera {seconds} segundos.", $"Too many requests: wait {seconds} seconds.");
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A bucket of so many calls for each caller, filled again within a minute, at least every second.</summary>
    private sealed class Buckets<T>(int perMinute) : IDisposable
        where T : notnull
    {
        private readonly PartitionedRateLimiter<T> _limiter = PartitionedRateLimiter.Create<T, T>(caller => RateLimitPartition.GetTokenBucketLimiter(
            caller, _ => Options(perMinute)));

        public long Most => perMinute;

        /// <returns>How long to wait; null when the call is let through.</returns>
        public TimeSpan? Take(T caller)
        {
            using var lease = _limiter.AttemptAcquire(caller);
            return lease.IsAcquired ? null : lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : TimeSpan.FromMinutes(1);
        }

        public long Left(T caller) => _limiter.GetStatistics(caller)?.CurrentAvailablePermits ?? perMinute;

        public void Dispose() => _limiter.Dispose();

        private static TokenBucketRateLimiterOptions Options(int perMinute)
        {
            var tokens = Math.Max(1, perMinute / 60);
            return new()
            {
                TokenLimit = perMinute, TokensPerPeriod = tokens, ReplenishmentPeriod = TimeSpan.FromMinutes((double)tokens / perMinute), QueueLimit = 0,
            };
        }
    }
}
