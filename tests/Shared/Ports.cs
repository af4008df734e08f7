using System.Net;
using System.Net.Sockets;

namespace Honorario.Tests;

/// <summary>Where what a test starts can listen.</summary>
internal static class Ports
{
    /// <summary>A port that is free and stays so: below those that the system gives to whoever calls somebody.</summary>
    public static int Free()
    {
        while (true)
        {
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, Random.Shared.Next(10_000, 20_000));
                listener.Start();
                return ((IPEndPoint)listener.LocalEndpoint).Port;
            }
            catch (SocketException)
            {
                // Somebody has it: another one.
            }
        }
    }
}
