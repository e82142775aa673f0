using System.Text.Json;

namespace Allocator.Embedded;

/// <summary>What the node cannot do for pods and would be missed by what runs in them. <c>docs/embedded-cluster.md</c> lists it.</summary>
internal static class UnsupportedPodFeatures
{
    private static readonly HashSet<string> s_volumes = ["emptyDir", "configMap", "secret", "persistentVolumeClaim", "downwardAPI", "projected"];

    private static readonly UnsupportedFeature[] s_pod =
    [
        new("hostNetwork"),
        new("hostPID"),
        new("hostIPC"),
        new("shareProcessNamespace", "false"),
        new("hostAliases"),
        new("dnsConfig"),
        new("affinity", "{}"),
        new("topologySpreadConstraints"),
        new("readinessGates"),
        new("runtimeClassName"),
        new("schedulerName", "\"default-scheduler\""),
        new("setHostnameAsFQDN", "false"),
        new("overhead"),
    ];

    private static readonly UnsupportedFeature[] s_container =
    [
        new("lifecycle", "{}"),
        new("stdin"),
        new("stdinOnce"),
        new("tty"),
        new("volumeDevices"),
        new("volumeMounts[].subPathExpr"),
        new("volumeMounts[].mountPropagation", "\"None\""),
        new("ports[].hostPort"),
        new("ports[].hostIP"),
    ];

    /// <param name="spec">A pod's specification.</param>
    /// <param name="path">Where it is.</param>
    public static IEnumerable<string> Find(JsonElement spec, string path) => s_pod.SelectMany(feature => feature.Find(spec, path))
        .Concat(Volumes(spec, path))
        .Concat(((string[])["initContainers", "containers"]).SelectMany(list => Containers(spec, path, list)));

    private static IEnumerable<string> Containers(JsonElement spec, string path, string list) =>
        from container in spec.Member(list).Elements().Index()
        from feature in s_container
        from found in feature.Find(container.Item, $"{path}.{list}[{container.Index}]")
        select found;

    private static IEnumerable<string> Volumes(JsonElement spec, string path) =>
        from volume in spec.Member("volumes").Elements().Index()
        from source in volume.Item.Members()
        where source.Name != "name" && !s_volumes.Contains(source.Name)
        select $"{path}.volumes[{volume.Index}].{source.Name}";
}
