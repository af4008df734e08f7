using System.Threading.RateLimiting;

namespace Honorario.Web.Security;

/// <summary>How often one address may try to sign in; one account is locked by Identity besides.</summary>
internal static class LoginLimit
{
    public const string Name = "entrar";

    /// <summary>Setting: attempts a minute from one address.</summary>
    private const string Setting = "Login:PerMinute";

    public static void AddLoginLimit(this IServiceCollection services, IConfiguration configuration)
    {
        var perMinute = configuration.GetValue(Setting, 20);
        services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.AddPolicy(Name, context => HttpMethods.IsPost(context.Request.Method)
                ? RateLimitPartition.GetFixedWindowLimiter(
                    context.Connection.RemoteIpAddress?.ToString() ?? "",
                    _ => new FixedWindowRateLimiterOptions { PermitLimit = perMinute, Window = TimeSpan.FromMinutes(1) })
                : RateLimitPartition.GetNoLimiter(""));
        });
    }
}
