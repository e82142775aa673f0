using System.Runtime.InteropServices;
using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>The <c>Node</c> object.</summary>
internal static class NodeObject
{
    public static void Create(ClusterCore core, NodeOptions options, string address)
    {
        var node = core.Operations.Create(ResourceTypes.Nodes, "", new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = options.Name, ["labels"] = Labels(options.Name) },
            ["spec"] = new JsonObject(),
        });
        core.Operations.SetStatus(node, Status(options, address, Timestamp.Format(core.Time.GetUtcNow())));
    }

    private static string Architecture => RuntimeInformation.OSArchitecture switch
    {
        System.Runtime.InteropServices.Architecture.X64 => "amd64",
        var other => other.ToString().ToLowerInvariant(),
    };

    private static string OperatingSystemName => OperatingSystem.IsMacOS() ? "darwin" : OperatingSystem.IsWindows() ? "windows" : "linux";

    private static JsonObject Labels(string name) => new()
    {
        ["beta.kubernetes.io/arch"] = Architecture,
        ["beta.kubernetes.io/os"] = OperatingSystemName,
        ["kubernetes.io/arch"] = Architecture,
        ["kubernetes.io/hostname"] = name,
        ["kubernetes.io/os"] = OperatingSystemName,
    };

    private static JsonObject Status(NodeOptions options, string address, string now) => new()
    {
        ["capacity"] = Amounts(options.Capacity),
        ["allocatable"] = Amounts(options.Capacity),
        ["conditions"] = new JsonArray(
            Condition("MemoryPressure", false, "KubeletHasSufficientMemory", "kubelet has sufficient memory available", now),
            Condition("DiskPressure", false, "KubeletHasNoDiskPressure", "kubelet has no disk pressure", now),
            Condition("PIDPressure", false, "KubeletHasSufficientPID", "kubelet has sufficient PID available", now),
            Condition("Ready", true, "KubeletReady", "kubelet is posting ready status", now)),
        ["addresses"] = new JsonArray(
            new JsonObject { ["type"] = "InternalIP", ["address"] = address },
            new JsonObject { ["type"] = "Hostname", ["address"] = options.Name }),
        ["daemonEndpoints"] = new JsonObject { ["kubeletEndpoint"] = new JsonObject { ["Port"] = PodAddresses.KubeletPort } },
        ["nodeInfo"] = new JsonObject
        {
            ["machineID"] = "",
            ["systemUUID"] = "",
            ["bootID"] = "",
            ["kernelVersion"] = Environment.OSVersion.Version.ToString(),
            ["osImage"] = RuntimeInformation.OSDescription,
            ["containerRuntimeVersion"] = $"embedded://{typeof(NodeObject).Assembly.GetName().Version?.ToString(3)}",
            ["kubeletVersion"] = "v1.20.2",
            ["kubeProxyVersion"] = "v1.20.2",
            ["operatingSystem"] = OperatingSystemName,
            ["architecture"] = Architecture,
        },
    };

    private static JsonObject Amounts(NodeCapacity capacity) =>
        new(capacity.Texts().Select(amount => KeyValuePair.Create<string, JsonNode?>(amount.Key, amount.Value)));

    private static JsonObject Condition(string type, bool isTrue, string reason, string message, string now) => new()
    {
        ["type"] = type,
        ["status"] = isTrue ? "True" : "False",
        ["lastHeartbeatTime"] = now,
        ["lastTransitionTime"] = now,
        ["reason"] = reason,
        ["message"] = message,
    };
}
