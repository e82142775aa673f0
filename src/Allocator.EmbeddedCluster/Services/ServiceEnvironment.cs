using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Allocator.Embedded;

/// <summary>The environment variables that tell containers of the Services of their namespace.</summary>
/// <remarks>See <see href="https://v1-20.docs.kubernetes.io/docs/concepts/services-networking/service/#environment-variables"/>.</remarks>
internal static class ServiceEnvironment
{
    /// <param name="store">The objects.</param>
    /// <param name="namespace">The namespace of the pod.</param>
    /// <param name="withLinks">What <c>enableServiceLinks</c> says: without, only <c>kubernetes</c> is told of.</param>
    public static IReadOnlyDictionary<string, string> For(ObjectStore store, string @namespace, bool withLinks = true)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        if (store.Find(ResourceTypes.Services, "default", "kubernetes") is { } server)
            Add(variables, server);
        foreach (var service in store.In(ResourceTypes.Services, @namespace).Where(_ => withLinks))
            Add(variables, service);
        return variables;
    }

    private static void Add(Dictionary<string, string> variables, StoredObject service)
    {
        var ports = service.Ports().ToList();
        if (service.ClusterAddress() is not { } address || ports.Count == 0)
            return;
        var prefix = NameOf(service.Name);
        variables[$"{prefix}_SERVICE_HOST"] = address.ToString();
        variables[$"{prefix}_SERVICE_PORT"] = NumberOf(ports[0]);
        variables[$"{prefix}_PORT"] = UrlOf(address, ports[0]);
        foreach (var port in ports)
        {
            if (port.Text("name") is { Length: > 0 } name)
                variables[$"{prefix}_SERVICE_PORT_{NameOf(name)}"] = NumberOf(port);
            var link = $"{prefix}_PORT_{NumberOf(port)}_{ServiceFacts.ProtocolOf(port)}";
            variables[link] = UrlOf(address, port);
            variables[$"{link}_PROTO"] = SchemeOf(port);
            variables[$"{link}_PORT"] = NumberOf(port);
            variables[$"{link}_ADDR"] = address.ToString();
        }
    }

    private static string NameOf(string text) => text.Replace('-', '_').ToUpperInvariant();

    private static string NumberOf(JsonElement port) => (port.Number("port") ?? 0).ToString(CultureInfo.InvariantCulture);

    private static string SchemeOf(JsonElement port) => ServiceFacts.ProtocolOf(port) switch { "UDP" => "udp", "SCTP" => "sctp", _ => "tcp" };

    private static string UrlOf(IPAddress address, JsonElement port) => $"{SchemeOf(port)}://{address}:{NumberOf(port)}";
}
