using System.Net;

namespace Allocator.Server;

/// <summary>What only this machine itself can reach.</summary>
internal static class Loopback
{
    /// <summary>Whether an address such as <c>http://127.0.0.1:8080</c> is one. Kestrel also writes <c>http://*:80</c>, which is none.</summary>
    public static bool IsAddress(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) && IsHost(uri.Host);

    public static bool IsHost(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
