using System.Net;

namespace Allocator;

/// <summary>The proxy through which a cluster is reached.</summary>
internal sealed class ClusterProxy(Uri address, string source)
{
    /// <summary>Its address without user and password, and the place that names it, as messages say it.</summary>
    public override string ToString() => $"{address.Scheme}://{address.Authority} ({source})";

    public IWebProxy ToWebProxy()
    {
        var credentials = address.UserInfo.Split(':', 2);
        // The HTTP client's exceptions quote the address.
        return new WebProxy(new UriBuilder(address) { UserName = "", Password = "" }.Uri)
        {
            Credentials = credentials[0].Length == 0
                ? null
                : new NetworkCredential(Uri.UnescapeDataString(credentials[0]), Uri.UnescapeDataString(credentials.ElementAtOrDefault(1) ?? "")),
        };
    }
}
