using System.Net;
using System.Net.Sockets;

namespace Honorario.Web.Security;

/// <summary>Who is at the other end: behind a proxy that the settings name, whom the proxy says (see <see cref="BehindProxy"/>).</summary>
internal static class ClientAddress
{
    private const int Ipv6Network = 8;

    /// <summary>As it is shown and kept: IPv4 as IPv4, also where the socket is IPv6; "" when nobody knows.</summary>
    public static string ClientText(this HttpContext? context) => Plain(context?.Connection.RemoteIpAddress)?.ToString() ?? "";

    /// <summary>
    /// What attempts are counted by: an IPv4 address, or the /64 of an IPv6 one, since one machine has all addresses of its network.
    /// </summary>
    public static string ClientGroup(this HttpContext context) => Group(context.Connection.RemoteIpAddress);

    internal static string Group(IPAddress? address)
    {
        if (Plain(address) is not { AddressFamily: AddressFamily.InterNetworkV6 } six)
            return Plain(address)?.ToString() ?? "";
        var bytes = six.GetAddressBytes();
        Array.Clear(bytes, Ipv6Network, bytes.Length - Ipv6Network);
        return $"{new IPAddress(bytes)}/64";
    }

    private static IPAddress? Plain(IPAddress? address) => address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;
}
