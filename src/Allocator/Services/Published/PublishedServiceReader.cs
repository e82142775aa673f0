using System.Text.Json.Nodes;
using Allocator.Manifests;
using Microsoft.Extensions.Configuration;

namespace Allocator;

/// <summary>
/// Reads a ConfigMap that describes a service: a template in a key whose end tells the engine (<c>postgres.yaml.gotmpl</c>), and settings in <c>service.yaml</c>. Either may be missing.
/// </summary>
internal sealed class PublishedServiceReader(TemplateEngines engines)
{
    private const string SettingsKey = "service.yaml";

    // They name files of the process, or say the same as the ConfigMap's other keys.
    private static readonly string[] s_notSettings = [nameof(ServiceOptions.TemplatePath), nameof(ServiceOptions.Template), nameof(ServiceOptions.TemplateEngine)];

    /// <exception cref="AllocatorException">It does not describe a service; names the ConfigMap, the key and what is wrong.</exception>
    public PublishedService Read(JsonObject configMap)
    {
        var place = $"ConfigMap '{configMap.Name()}' in namespace '{configMap.Text("metadata", "namespace")}'";
        var data = configMap.Object("data") ?? [];
        var templates = data.Where(entry => entry.Key != SettingsKey).ToList();
        if (templates.Count > 1)
            throw PublishedService.Wrong(place, $"it has several templates, {string.Join(" and ", templates.Select(entry => $"'{entry.Key}'"))}; a service has one");
        return new PublishedService(place, templates is [var only] ? TemplateOf(only, place) : null, SettingsOf(data.Text(SettingsKey), place));
    }

    private TemplateSource TemplateOf(KeyValuePair<string, JsonNode?> entry, string place)
    {
        var template = new TemplateSource(entry.Key, entry.Value.AsText() ?? "");
        try
        {
            engines.For(template.Name, null);
            return template;
        }
        catch (AllocatorException unknown)
        {
            throw PublishedService.Wrong(place, unknown.Message);
        }
    }

    private static IConfiguration SettingsOf(string? yaml, string place)
    {
        var documents = new List<RawDocument>();
        try
        {
            if (yaml is not null)
                YamlDocuments.Read(yaml, 0, documents);
        }
        catch (ManifestSyntaxException wrong)
        {
            throw PublishedService.Wrong(place, $"{SettingsKey}: {wrong.Message}");
        }

        JsonObject settings = documents switch
        {
            [] => [],
            [{ Node: JsonObject only }] => only,
            _ => throw PublishedService.Wrong(place, $"{SettingsKey} must be one mapping of settings to values"),
        };
        if (settings.Select(setting => setting.Key).FirstOrDefault(key => s_notSettings.Contains(key, StringComparer.OrdinalIgnoreCase)) is { } other)
            throw PublishedService.Wrong(place, $"{SettingsKey} has '{other}', but the template is a key of the ConfigMap, whose end tells the engine");
        return new ConfigurationBuilder().AddInMemoryCollection(Flatten("", settings)).Build();
    }

    /// <summary>As configurations have nested values: <c>Disk:Size</c>, <c>AllowedKinds:0</c>.</summary>
    private static IEnumerable<KeyValuePair<string, string?>> Flatten(string path, JsonNode? node) => node switch
    {
        JsonObject map => map.SelectMany(entry => Flatten(ConfigurationPath.Combine(path, entry.Key).TrimStart(':'), entry.Value)),
        JsonArray list => list.SelectMany((item, index) => Flatten(ConfigurationPath.Combine(path, $"{index}"), item)),
        _ => [KeyValuePair.Create(path, node is null ? null : node.AsText() ?? node.ToJsonString())],
    };
}
