using System.Text;
using System.Text.Json;

namespace Allocator.Embedded;

/// <summary>Reads what a pod refers to in its namespace.</summary>
internal sealed class PodReferences(ObjectStore store, string @namespace)
{
    /// <summary>The data of a config map; null if it is absent.</summary>
    public IReadOnlyDictionary<string, byte[]>? ConfigMap(string name) =>
        store.Find(ResourceTypes.ConfigMaps, @namespace, name)?.Json is not { } json ? null
            : json.Member("data").Members().Select(member => (member.Name, Data: Encoding.UTF8.GetBytes(member.Value.Text())))
                .Concat(json.Member("binaryData").Members().Select(member => (member.Name, Data: Convert.FromBase64String(member.Value.Text()))))
                .ToDictionary(entry => entry.Name, entry => entry.Data, StringComparer.Ordinal);

    /// <summary>The data of a secret; null if it is absent.</summary>
    public IReadOnlyDictionary<string, byte[]>? Secret(string name) =>
        store.Find(ResourceTypes.Secrets, @namespace, name)?.Json.Member("data").Members()
            .ToDictionary(member => member.Name, member => Convert.FromBase64String(member.Value.Text()), StringComparer.Ordinal);

    /// <summary>The value that a <c>configMapKeyRef</c> or <c>secretKeyRef</c> means; null if it is absent and need not be there.</summary>
    /// <exception cref="ConfigurationException">It is absent.</exception>
    public string? Value(JsonElement reference, bool isSecret)
    {
        var (name, key, optional) = (reference.Text("name"), reference.Text("key"), reference.Flag("optional"));
        var kind = isSecret ? "Secret" : "ConfigMap";
        if ((isSecret ? Secret(name) : ConfigMap(name)) is not { } data)
            return optional ? null : throw Absent(isSecret, name);
        if (data.TryGetValue(key, out var value))
            return Encoding.UTF8.GetString(value);
        return optional ? null : throw new ConfigurationException($"couldn't find key {key} in {kind} {@namespace}/{name}");
    }

    public static ConfigurationException Absent(bool isSecret, string name) => new($"{(isSecret ? "secret" : "configmap")} \"{name}\" not found");
}
