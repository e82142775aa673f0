using System.Text.Json;

namespace Allocator.Embedded;

/// <summary>What is wrong with the specification of a pod, by itself or in a template.</summary>
internal static class PodSpecChecks
{
    public static IEnumerable<FieldError> Check(JsonElement spec, string path)
    {
        var volumes = VolumeChecks.Check(spec.Member("volumes"), $"{path}.volumes", out var names);
        return volumes
            .Concat(ContainerChecks.Check(spec.Member("containers"), $"{path}.containers", names))
            .Concat(InitContainerChecks.Check(spec, path, names))
            .Concat(Choice(spec, path, "restartPolicy", "Always", "OnFailure", "Never"))
            .Concat(Choice(spec, path, "dnsPolicy", "ClusterFirstWithHostNet", "ClusterFirst", "Default", "None"))
            .Concat(LabelChecks.Labels(spec.Member("nodeSelector"), $"{path}.nodeSelector"))
            .Concat(DnsErrors(spec, path))
            .Concat(Named(spec, path, "serviceAccountName", MetadataChecks.SubdomainProblem))
            .Concat(Named(spec, path, "nodeName", MetadataChecks.SubdomainProblem))
            .Concat(DeadlineErrors(spec, path))
            .Concat(Named(spec, path, "hostname", MetadataChecks.DnsLabelProblem))
            .Concat(Named(spec, path, "subdomain", MetadataChecks.DnsLabelProblem))
            .Concat(TolerationChecks.Check(spec.Member("tolerations"), $"{path}.tolerations"))
            .Concat(Named(spec, path, "priorityClassName", MetadataChecks.SubdomainProblem))
            .Concat(Named(spec, path, "runtimeClassName", MetadataChecks.SubdomainProblem))
            .Concat(spec.Has("preemptionPolicy") ? Choice(spec, path, "preemptionPolicy", "PreemptLowerPriority", "Never") : []);
    }

    /// <summary>A member that has to be one of some texts.</summary>
    public static IEnumerable<FieldError> Choice(JsonElement parent, string path, string member, params string[] values)
    {
        var value = parent.Text(member);
        return values.Contains(value) ? []
            : value.Length == 0 ? [FieldError.Required($"{path}.{member}")]
            : [FieldError.Unsupported($"{path}.{member}", value, values)];
    }

    private static IEnumerable<FieldError> Named(JsonElement spec, string path, string member, Func<string, string?> problem) =>
        spec.Has(member) ? NameChecks.Check($"{path}.{member}", spec.Text(member), problem) : [];

    private static IEnumerable<FieldError> DnsErrors(JsonElement spec, string path) => spec.Text("dnsPolicy") == "None" && !spec.Has("dnsConfig")
        ? [FieldError.Required($"{path}.dnsConfig", "must provide `dnsConfig` when `dnsPolicy` is None")]
        : [];

    private static IEnumerable<FieldError> DeadlineErrors(JsonElement spec, string path) =>
        spec.Number("activeDeadlineSeconds") is { } seconds and (< 1 or > int.MaxValue)
            ? [NumberChecks.Invalid($"{path}.activeDeadlineSeconds", seconds, "must be between 1 and 2147483647, inclusive")]
            : [];
}
