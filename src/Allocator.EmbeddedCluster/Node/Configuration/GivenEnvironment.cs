using System.Globalization;
using System.Net;

namespace Allocator.Embedded;

/// <summary>The variables that every container has and may refer to.</summary>
internal static class GivenEnvironment
{
    /// <param name="apiServer">Where the API is served; null if that is not to be told.</param>
    public static IReadOnlyDictionary<string, string> Of(IPEndPoint? apiServer)
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        if (apiServer is null)
            return given;
        var (host, port) = (apiServer.Address.ToString(), apiServer.Port.ToString(CultureInfo.InvariantCulture));
        given["KUBERNETES_SERVICE_HOST"] = host;
        given["KUBERNETES_SERVICE_PORT"] = port;
        given["KUBERNETES_SERVICE_PORT_HTTPS"] = port;
        given["KUBERNETES_PORT"] = $"tcp://{host}:{port}";
        return given;
    }
}
