using System.Text;
using System.Text.Json;

namespace Allocator.Embedded;

/// <summary>The files of volumes that are made of objects.</summary>
internal static class VolumeFiles
{
    /// <param name="source">A <c>configMap</c> source.</param>
    /// <param name="context">The pod.</param>
    /// <exception cref="ConfigurationException">It, or a key, is absent and must be there.</exception>
    public static IEnumerable<VolumeFile> OfConfigMap(JsonElement source, VolumeContext context) =>
        Select(source, source.Text("name"), isSecret: false, context.References.ConfigMap(source.Text("name")));

    /// <param name="source">A <c>secret</c> source.</param>
    /// <param name="name">The secret's name, which volumes and projections spell differently.</param>
    /// <param name="context">The pod.</param>
    /// <exception cref="ConfigurationException">It, or a key, is absent and must be there.</exception>
    public static IEnumerable<VolumeFile> OfSecret(JsonElement source, string name, VolumeContext context) =>
        Select(source, name, isSecret: true, context.References.Secret(name));

    public static IEnumerable<VolumeFile> OfFields(JsonElement source, VolumeContext context) =>
        source.Member("items").Elements().Select(item => new VolumeFile(
        item.Text("path"),
        Encoding.UTF8.GetBytes(item.TryMember("fieldRef", out var field)
            ? context.Fields.Field(field.Text("fieldPath"))
            : context.Fields.Resource(item.Member("resourceFieldRef"), "")),
        VolumeFile.ModeOf(item)));

    /// <summary>The files of a <c>projected</c> source, without its tokens.</summary>
    public static IEnumerable<VolumeFile> OfProjection(JsonElement source, VolumeContext context) =>
        source.Member("sources").Elements().SelectMany(part =>
        part.TryMember("secret", out var secret) ? OfSecret(secret, secret.Text("name"), context)
        : part.TryMember("configMap", out var configMap) ? OfConfigMap(configMap, context)
        : part.TryMember("downwardAPI", out var fields) ? OfFields(fields, context)
        : []);

    private static IEnumerable<VolumeFile> Select(JsonElement source, string name, bool isSecret, IReadOnlyDictionary<string, byte[]>? data)
    {
        var optional = source.Flag("optional");
        if (data is null)
            return optional ? [] : throw PodReferences.Absent(isSecret, name);
        if (!source.Member("items").Elements().Any())
            return data.Select(entry => new VolumeFile(entry.Key, entry.Value, null));
        var absent = isSecret ? "references non-existent secret key" : "configmap references non-existent config key";
        var files = new List<VolumeFile>();
        foreach (var item in source.Member("items").Elements())
        {
            if (data.TryGetValue(item.Text("key"), out var value))
                files.Add(new(item.Text("path"), value, VolumeFile.ModeOf(item)));
            else if (!optional)
                throw new ConfigurationException($"{absent}: {item.Text("key")}");
        }

        return files;
    }
}
