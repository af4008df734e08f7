using System.Threading.RateLimiting;

namespace Honorario.Web.Security;

/// <summary>
/// How often somebody may try to sign in: from one address, and to one account from one address. There is no limit to an account from
/// anywhere, so that a stranger shuts nobody out; and an account that does not exist is limited like one that does.
/// </summary>
internal sealed class LoginLimit(IConfiguration configuration) : IDisposable
{
    public const string Name = "entrar";

    /// <summary>Setting: attempts a minute from one address.</summary>
    private const string PerAddress = "Login:PerMinute";

    /// <summary>Setting: attempts to one account from one address in <see cref="Pause"/>.</summary>
    private const string PerAccount = "Login:PerAccount";

    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);

    private readonly PartitionedRateLimiter<(string Account, string Address)> _accounts = PartitionedRateLimiter.Create<(string, string), (string, string)>(
        who => RateLimitPartition.GetFixedWindowLimiter(
            who, _ => new FixedWindowRateLimiterOptions { PermitLimit = configuration.GetValue(PerAccount, 10), Window = Pause }));

    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        var perMinute = configuration.GetValue(PerAddress, 20);
        services.AddSingleton<LoginLimit>();
        services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.AddPolicy(Name, context => HttpMethods.IsPost(context.Request.Method)
                ? RateLimitPartition.GetFixedWindowLimiter(
                    context.ClientGroup(),
                    _ => new FixedWindowRateLimiterOptions { PermitLimit = perMinute, Window = TimeSpan.FromMinutes(1) })
                : RateLimitPartition.GetNoLimiter(""));
        });
    }

    /// <returns>Whether one more attempt may be made now; it is counted.</returns>
    public bool MayTry(string account, string address)
    {
        using var lease = _accounts.AttemptAcquire((account.Trim().ToUpperInvariant(), address));
        return lease.IsAcquired;
    }

    public void Dispose() => _accounts.Dispose();
}
