using System.Net;
using System.Text.Json;

namespace Allocator.Embedded;

/// <summary>What is asked about a Service.</summary>
internal static class ServiceFacts
{
    public static bool IsExternalName(this StoredObject service) => service.Json.Member("spec").Text("type") == "ExternalName";

    /// <summary>The address in the cluster; null if it has none.</summary>
    public static IPAddress? ClusterAddress(this StoredObject service) =>
        !service.IsExternalName() && IPAddress.TryParse(service.Json.Member("spec").Text("clusterIP"), out var address) ? address : null;

    public static IEnumerable<JsonElement> Ports(this StoredObject service) => service.Json.Member("spec", "ports").Elements();

    public static string ProtocolOf(JsonElement port) => port.Text("protocol") is { Length: > 0 } protocol ? protocol : "TCP";
}
