using System.Text.Json;

namespace Allocator.Embedded;

/// <summary>What a container may be told of its own pod.</summary>
internal static class FieldReferenceChecks
{
    private static readonly string[] s_known =
    [
        "metadata.annotations", "metadata.labels", "metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName", "spec.restartPolicy",
        "spec.serviceAccountName", "spec.schedulerName", "status.phase", "status.hostIP", "status.podIP", "status.podIPs", "spec.host",
    ];

    private static readonly string[] s_resources =
        ["limits.cpu", "limits.ephemeral-storage", "limits.memory", "requests.cpu", "requests.ephemeral-storage", "requests.memory"];

    /// <param name="reference">The <c>fieldRef</c>.</param>
    /// <param name="path">Where it is.</param>
    /// <param name="fields">What may be told there.</param>
    public static IEnumerable<FieldError> Field(JsonElement reference, string path, string[] fields)
    {
        var field = reference.Text("fieldPath");
        if (field.Length == 0)
            return [FieldError.Required($"{path}.fieldPath")];
        if (Subscript(field) is var (map, key))
        {
            return map == "metadata.annotations" ? NameChecks.Check(path, key.ToLowerInvariant(), MetadataChecks.KeyProblems)
                : map == "metadata.labels" ? NameChecks.Check(path, key, MetadataChecks.KeyProblems)
                : [Unknown(path, field)];
        }

        return !s_known.Contains(field) ? [Unknown(path, field)]
            : fields.Contains(field) ? []
            : [FieldError.Unsupported($"{path}.fieldPath", field, fields.Order(StringComparer.Ordinal).ToArray())];
    }

    /// <param name="reference">The <c>resourceFieldRef</c>.</param>
    /// <param name="path">Where it is.</param>
    /// <param name="isOfVolume">A volume has to say of which container.</param>
    public static IEnumerable<FieldError> Resource(JsonElement reference, string path, bool isOfVolume)
    {
        var resource = reference.Text("resource");
        return isOfVolume && reference.Text("containerName").Length == 0 ? [FieldError.Required($"{path}.containerName")]
            : resource.Length == 0 ? [FieldError.Required($"{path}.resource")]
            : s_resources.Contains(resource) ? []
            : [FieldError.Unsupported($"{path}.resource", resource, s_resources)];
    }

    private static FieldError Unknown(string path, string field) =>
        FieldError.InvalidText($"{path}.fieldPath", field, $"error converting fieldPath: field label not supported: {field}");

    private static (string Map, string Key)? Subscript(string field) =>
        field.EndsWith("']", StringComparison.Ordinal) && field.IndexOf("['", StringComparison.Ordinal) is var start and > 0
            ? (field[..start], field[(start + 2)..^2])
            : null;
}
