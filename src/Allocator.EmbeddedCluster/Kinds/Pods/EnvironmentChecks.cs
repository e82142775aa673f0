using System.Text.Json;

namespace Allocator.Embedded;

/// <summary>What is wrong with the environment of a container.</summary>
internal static class EnvironmentChecks
{
    private static readonly string[] s_sources = ["fieldRef", "resourceFieldRef", "configMapKeyRef", "secretKeyRef"];

    private static readonly string[] s_fields =
    [
        "metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName", "spec.serviceAccountName", "status.hostIP", "status.podIP",
        "status.podIPs",
    ];

    public static IEnumerable<FieldError> Variables(JsonElement variables, string path)
    {
        foreach (var (i, variable) in variables.Elements().Index())
        {
            var name = variable.Text("name");
            foreach (var error in name.Length == 0
                ? [FieldError.Required($"{path}[{i}].name")]
                : NameChecks.Check($"{path}[{i}].name", name, NameChecks.EnvironmentName))
            {
                yield return error;
            }

            foreach (var error in ValueFrom(variable, $"{path}[{i}].valueFrom"))
                yield return error;
        }
    }

    public static IEnumerable<FieldError> Sources(JsonElement sources, string path)
    {
        foreach (var (i, source) in sources.Elements().Index())
        {
            if (source.Text("prefix") is { Length: > 0 } prefix)
            {
                foreach (var error in NameChecks.Check($"{path}[{i}].prefix", prefix, NameChecks.EnvironmentName))
                    yield return error;
            }

            var found = ((string[])["configMapRef", "secretRef"]).Where(member => source.Has(member)).ToList();
            foreach (var member in found)
            {
                var name = source.Member(member).Text("name");
                foreach (var error in name.Length == 0
                    ? [FieldError.Required($"{path}[{i}].{member}.name")]
                    : NameChecks.Check($"{path}[{i}].{member}.name", name, MetadataChecks.SubdomainProblem))
                {
                    yield return error;
                }
            }

            if (found.Count != 1)
            {
                yield return FieldError.InvalidText(
                    path,
                    "",
                    found.Count == 0 ? "must specify one of: `configMapRef` or `secretRef`" : "may not have more than one field specified at a time");
            }
        }
    }

    private static IEnumerable<FieldError> ValueFrom(JsonElement variable, string path)
    {
        if (!variable.TryMember("valueFrom", out var source))
            yield break;
        var found = s_sources.Where(member => source.Has(member)).ToList();
        foreach (var member in found)
        {
            foreach (var error in Source(source.Member(member), $"{path}.{member}", member))
                yield return error;
        }

        if (found.Count == 0)
            yield return FieldError.InvalidText(path, "", "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`");
        else if (variable.Text("value").Length > 0)
            yield return FieldError.InvalidText(path, "", "may not be specified when `value` is not empty");
        else if (found.Count > 1)
            yield return FieldError.InvalidText(path, "", "may not have more than one field specified at a time");
    }

    private static IEnumerable<FieldError> Source(JsonElement source, string path, string kind) => kind switch
    {
        "fieldRef" => FieldReferenceChecks.Field(source, path, s_fields),
        "resourceFieldRef" => FieldReferenceChecks.Resource(source, path, false),
        _ => NameChecks.Check($"{path}.name", source.Text("name"), MetadataChecks.SubdomainProblem)
            .Concat(source.Text("key") is { Length: > 0 } key
                ? NameChecks.Check($"{path}.key", key, NameChecks.DataKey)
                : [FieldError.Required($"{path}.key")]),
    };
}
