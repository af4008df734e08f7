using System.Net;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.HttpOverrides;

namespace Honorario.Web.Security;

/// <summary>
/// What holds when a proxy stands in front: the client's address and scheme are believed of the proxies that the setting
/// "Proxy:Known" names (addresses or networks, separated by commas) and of nobody else, and only the host of "PublicUrl" is answered.
/// </summary>
internal static class BehindProxy
{
    private const string Setting = "Proxy:Known";

    /// <summary>This machine itself, for checks of its health.</summary>
    private static readonly string[] Here = ["localhost", "127.0.0.1", "[::1]"];

    public static void AddBehindProxy(this IServiceCollection services, IConfiguration configuration, Uri publicUrl)
    {
        services.Configure<ForwardedHeadersOptions>(forwarded =>
        {
            forwarded.ForwardedHeaders = ForwardedHeaders.None;
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            foreach (var one in (configuration[Setting] ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
                forwarded.ForwardLimit = null;
                if (one.Contains('/', StringComparison.Ordinal))
                    forwarded.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(one));
                else
                    forwarded.KnownProxies.Add(IPAddress.Parse(one));
            }
        });
        services.PostConfigure<HostFilteringOptions>(hosts => hosts.AllowedHosts = [publicUrl.Host, .. Here]);
    }

    /// <summary>The name of a cookie of the whole host: over TLS one that the browser takes from nobody else and by no other way.</summary>
    public static string CookieName(this Uri publicUrl, string name) => publicUrl.Scheme == Uri.UriSchemeHttps ? $"__Host-{name}" : name;

    public static CookieSecurePolicy CookieSecurity(this Uri publicUrl) =>
        publicUrl.Scheme == Uri.UriSchemeHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
}
