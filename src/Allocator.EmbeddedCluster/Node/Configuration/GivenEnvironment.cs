using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Allocator.Embedded;

/// <summary>The variables that every container has and may refer to.</summary>
internal static class GivenEnvironment
{
    /// <param name="pod">The pod.</param>
    /// <param name="store">The objects, among them the Services that are told of.</param>
    /// <param name="apiServer">Where the API is served; null if that is not to be told.</param>
    public static IReadOnlyDictionary<string, string> Of(StoredObject pod, ObjectStore store, IPEndPoint? apiServer)
    {
        var withLinks = pod.Json.Member("spec", "enableServiceLinks").ValueKind != JsonValueKind.False;
        var given = new Dictionary<string, string>(ServiceEnvironment.For(store, pod.Namespace, withLinks), StringComparer.Ordinal);
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
