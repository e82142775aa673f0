using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Allocator.Embedded;

/// <summary>Makes the environment of a container: <c>envFrom</c>, then <c>env</c>, then what every container has.</summary>
internal sealed partial class EnvironmentBuilder(PodReferences references, PodFields fields, IReadOnlyDictionary<string, string> given)
{
    /// <param name="container">The container's specification.</param>
    /// <param name="skipped">Takes what is wrong with keys that are no names of variables, by what they are of.</param>
    /// <exception cref="ConfigurationException">Something that it refers to is absent.</exception>
    public Dictionary<string, string> Build(JsonElement container, ICollection<string> skipped)
    {
        var environment = new Dictionary<string, string>(given, StringComparer.Ordinal);
        foreach (var source in container.Member("envFrom").Elements())
            AddAll(source, environment, skipped);
        foreach (var entry in container.Member("env").Elements())
        {
            var value = entry.Text("value") is { Length: > 0 } literal
                ? VariableExpansion.Expand(literal, environment)
                : Resolve(entry.Member("valueFrom"), container.Text("name"));
            if (value is not null)
                environment[entry.Text("name")] = value;
        }

        return environment;
    }

    private string? Resolve(JsonElement source, string container) =>
        source.TryMember("fieldRef", out var field) ? fields.Field(field.Text("fieldPath"))
        : source.TryMember("resourceFieldRef", out var resource) ? fields.Resource(resource, container)
        : source.TryMember("configMapKeyRef", out var configMap) ? references.Value(configMap, isSecret: false)
        : source.TryMember("secretKeyRef", out var secret) ? references.Value(secret, isSecret: true)
        : "";

    private void AddAll(JsonElement source, Dictionary<string, string> environment, ICollection<string> skipped)
    {
        var isSecret = source.TryMember("secretRef", out var reference);
        if (!isSecret)
            reference = source.Member("configMapRef");
        var name = reference.Text("name");
        if ((isSecret ? references.Secret(name) : references.ConfigMap(name)) is not { } data)
        {
            if (!reference.Flag("optional"))
                throw PodReferences.Absent(isSecret, name);
            return;
        }

        var invalid = new List<string>();
        foreach (var (key, value) in data)
        {
            var variable = source.Text("prefix") + key;
            if (VariableName().IsMatch(variable))
                environment[variable] = Encoding.UTF8.GetString(value);
            else
                invalid.Add(variable);
        }

        if (invalid.Count > 0)
        {
            skipped.Add(
                $"Keys [{string.Join(", ", invalid.Order(StringComparer.Ordinal))}] from the EnvFrom {(isSecret ? "secret" : "configMap")} " +
                $"{fields.Pod.Namespace}/{name} were skipped since they are considered invalid environment variable names.");
        }
    }

    [GeneratedRegex(@"^[-._a-zA-Z][-._a-zA-Z0-9]*\z")]
    private static partial Regex VariableName();
}
