using System.Net;
using System.Net.Sockets;

namespace Honorario.Billing.Aseguradora;

/// <summary>Calls addresses that outsiders chose.</summary>
/// <param name="Http">How.</param>
/// <param name="Internal">Whether it may reach machines of this network, and without TLS.</param>
public sealed record WebhookClient(HttpClient Http, bool Internal = false)
{
    private static readonly IPNetwork Global = IPNetwork.Parse("2000::/3");

    /// <summary>
    /// Not of the internet, though some look so: this machine, private (RFC 1918, RFC 6598), link-local, for tests and examples,
    /// multicast and reserved; and what wraps an IPv4 address in an IPv6 one (Teredo, 6to4).
    /// </summary>
    private static readonly IPNetwork[] Special =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.168.0.0/16",
            "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3", "2001::/32", "2001:db8::/32", "2002::/16",
        }.Select(IPNetwork.Parse),
    ];

    /// <summary>Follows no redirect and reaches no machine of this network, only public addresses.</summary>
    public static WebhookClient ToPublicAddresses() =>
        new(Client(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, ConnectCallback = ConnectAsync }));

    /// <summary>Follows no redirect and reaches whatever this machine does: for an installation whose insurer is in its own network, and for tests.</summary>
    public static WebhookClient ToAnyAddress() => new(Client(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }), Internal: true);

    /// <summary>
    /// What keeps an address from being called, as far as it can be told by reading it; the name's own address is looked at whenever it is
    /// called.
    /// </summary>
    public string? Obstacle(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.UserInfo.Length > 0
            || (uri.Scheme != Uri.UriSchemeHttps && !(Internal && uri.Scheme == Uri.UriSchemeHttp)))
            return "Escribe una dirección que empiece con https://.";
        var named = IPAddress.TryParse(uri.IdnHost, out var literal)
            ? !IsPublic(literal) : uri.IsLoopback || !uri.IdnHost.Contains('.', StringComparison.Ordinal);
        return named && !Internal ? "Esa dirección es de una red interna: escribe una a la que se llegue desde internet." : null;
    }

    /// <summary>An address of the internet.</summary>
    public static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return (address.AddressFamily == AddressFamily.InterNetwork || Global.Contains(address)) && !Special.Any(network => network.Contains(address));
    }

    private static HttpClient Client(SocketsHttpHandler handler) => new(handler) { Timeout = TimeSpan.FromSeconds(20) };

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, ct);
        if (addresses.FirstOrDefault(IsPublic) is not { } address)
            throw new HttpRequestException($"{context.DnsEndPoint.Host} is not a public address.");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address, context.DnsEndPoint.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
