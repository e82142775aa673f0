using System.Text.Json;
using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>The addresses behind a Service, and their ports: the <c>subsets</c> of its Endpoints.</summary>
internal static class EndpointSubsets
{
    /// <param name="service">The Service.</param>
    /// <param name="pods">The pods that it selects.</param>
    public static JsonArray Of(StoredObject service, IEnumerable<StoredObject> pods)
    {
        var publishNotReady = service.Json.Member("spec").Flag("publishNotReadyAddresses");
        var byPort = new Dictionary<string, PortAddresses>(StringComparer.Ordinal);
        foreach (var pod in pods.OrderBy(Address, StringComparer.Ordinal))
        {
            var isReady = publishNotReady || pod.IsReady();
            if (Address(pod).Length == 0 || (pod.IsTerminating && !publishNotReady) || (!isReady && !MayBecomeReady(pod)))
                continue;
            foreach (var port in PortsOf(service, pod))
            {
                var key = port?.ToJsonString() ?? "";
                if (!byPort.TryGetValue(key, out var addresses))
                    byPort[key] = addresses = new(port, [], []);
                (isReady ? addresses.Ready : addresses.NotReady).Add(pod);
            }
        }

        var byAddresses = byPort.Values.GroupBy(addresses => addresses.ToString(), StringComparer.Ordinal);
        return new([.. byAddresses.Select(group => Subset(service, [.. group]))]);
    }

    private static string Address(StoredObject pod) => pod.Json.Member("status").Text("podIP");

    private static JsonObject Subset(StoredObject service, List<PortAddresses> ports)
    {
        var subset = new JsonObject();
        if (ports[0].Ready.Count > 0)
            subset["addresses"] = new JsonArray([.. ports[0].Ready.Select(pod => AddressOf(service, pod))]);
        if (ports[0].NotReady.Count > 0)
            subset["notReadyAddresses"] = new JsonArray([.. ports[0].NotReady.Select(pod => AddressOf(service, pod))]);
        if (ports.Exists(port => port.Port is not null))
            subset["ports"] = new JsonArray([.. ports.Select(port => port.Port!.DeepClone())]);
        return subset;
    }

    private static JsonObject AddressOf(StoredObject service, StoredObject pod)
    {
        var address = new JsonObject { ["ip"] = Address(pod) };
        var spec = pod.Json.Member("spec");
        if (spec.Text("hostname") is { Length: > 0 } hostname && spec.Text("subdomain") == service.Name)
            address["hostname"] = hostname;
        if (pod.NodeName().Length > 0)
            address["nodeName"] = pod.NodeName();
        address["targetRef"] = new JsonObject
        {
            ["kind"] = "Pod",
            ["namespace"] = pod.Namespace,
            ["name"] = pod.Name,
            ["uid"] = pod.Uid,
            ["resourceVersion"] = pod.Json.Member("metadata").Text("resourceVersion"),
        };
        return address;
    }

    /// <summary>The ports of a Service as they are at a pod; one that is null for a headless Service without ports.</summary>
    private static IEnumerable<JsonObject?> PortsOf(StoredObject service, StoredObject pod)
    {
        if (!service.Ports().Any())
        {
            if (service.Json.Member("spec").Text("clusterIP") == "None")
                yield return null;
            yield break;
        }

        foreach (var port in service.Ports())
        {
            if (NumberAt(pod, port) is not { } number)
                continue;
            var found = new JsonObject();
            if (port.Text("name") is { Length: > 0 } name)
                found["name"] = name;
            found["port"] = number;
            found["protocol"] = ServiceFacts.ProtocolOf(port);
            if (port.Text("appProtocol") is { Length: > 0 } appProtocol)
                found["appProtocol"] = appProtocol;
            yield return found;
        }
    }

    private static long? NumberAt(StoredObject pod, JsonElement port)
    {
        var target = port.Member("targetPort");
        if (target.ValueKind != JsonValueKind.String)
            return target.ValueKind == JsonValueKind.Number ? target.GetInt64() : port.Number("port");
        return pod.Json.Member("spec", "containers").Elements()
            .SelectMany(container => container.Member("ports").Elements())
            .Where(candidate => candidate.Text("name") == target.GetString() && ServiceFacts.ProtocolOf(candidate) == ServiceFacts.ProtocolOf(port))
            .Select(candidate => candidate.Number("containerPort"))
            .FirstOrDefault();
    }

    private static bool MayBecomeReady(StoredObject pod) => pod.Json.Member("spec").Text("restartPolicy") switch
    {
        "Never" => !pod.HasEnded(),
        "OnFailure" => pod.Phase() != "Succeeded",
        _ => true,
    };

    private sealed record PortAddresses(JsonObject? Port, List<StoredObject> Ready, List<StoredObject> NotReady)
    {
        /// <summary>The addresses alone: ports that have the same ones are together.</summary>
        public override string ToString() => $"{UidsOf(Ready)} / {UidsOf(NotReady)}";

        private static string UidsOf(IEnumerable<StoredObject> pods) => string.Join(' ', pods.Select(pod => pod.Uid));
    }
}
