using System.Text.Json.Nodes;

namespace Allocator.Manifests;

/// <summary>Adds a service's defaults to an object where the template has none.</summary>
internal static class DefaultsForPods
{
    public static void Add(ResourceKind kind, JsonObject obj, PodDefaults defaults)
    {
        foreach (var (holder, _) in PodTemplates.MetadataHolders(kind, obj))
            AddMissing(holder.EnsureObject("metadata"), "labels", defaults.Labels);
        if (PodTemplates.Of(kind, obj).ObjectAt("spec") is not { } spec)
            return;

        if (spec["imagePullSecrets"] is null && defaults.ImagePullSecrets.Count > 0)
            spec["imagePullSecrets"] = new JsonArray([.. defaults.ImagePullSecrets.Select(name => new JsonObject { ["name"] = name })]);
        if (spec["serviceAccountName"] is null && spec["serviceAccount"] is null && defaults.ServiceAccount is { } account)
            spec["serviceAccountName"] = account;
        if (spec["tolerations"] is null && defaults.Tolerations.Count > 0)
            spec["tolerations"] = new JsonArray([.. defaults.Tolerations.Select(Toleration)]);
        AddMissing(spec, "nodeSelector", defaults.NodeSelector);
        foreach (var container in spec.ObjectsAt("initContainers").Concat(spec.ObjectsAt("containers")))
            AddResources(container, defaults);
    }

    /// <summary>What is wrong with the defaults themselves, each with the setting's name.</summary>
    public static IEnumerable<string> Problems(PodDefaults defaults)
    {
        foreach (var (setting, amounts) in new[] { (nameof(defaults.Requests), defaults.Requests), (nameof(defaults.Limits), defaults.Limits) })
        {
            foreach (var (resource, amount) in amounts.Where(amount => !Quantity.IsPositive(amount.Value)))
                yield return $"{setting}:{resource} must be a quantity such as 100m or 256Mi, but is '{amount}'.";
        }

        foreach (var key in defaults.Labels.Keys.Where(Labels.IsOurs))
            yield return $"{nameof(defaults.Labels)}:{key}: labels of the domain {Labels.Domain} are the allocator's own.";
    }

    /// <summary>A resource that the container names at all is its own affair: a default beside it could contradict it.</summary>
    private static void AddResources(JsonObject container, PodDefaults defaults)
    {
        if (defaults.Requests.Count + defaults.Limits.Count == 0)
            return;
        var resources = container.EnsureObject("resources");
        var named = (resources.ObjectAt("requests") ?? []).Concat(resources.ObjectAt("limits") ?? []).Select(resource => resource.Key).ToHashSet(StringComparer.Ordinal);
        AddMissing(resources, "requests", defaults.Requests.Where(request => !named.Contains(request.Key)));
        AddMissing(resources, "limits", defaults.Limits.Where(limit => !named.Contains(limit.Key)));
    }

    private static void AddMissing(JsonObject holder, string field, IEnumerable<KeyValuePair<string, string>> values)
    {
        foreach (var (key, value) in values)
        {
            var there = holder.EnsureObject(field);
            if (!there.ContainsKey(key))
                there[key] = value;
        }
    }

    private static JsonObject Toleration(PodToleration toleration)
    {
        var fields = new JsonObject
        {
            ["key"] = toleration.Key,
            ["operator"] = toleration.Operator,
            ["value"] = toleration.Value,
            ["effect"] = toleration.Effect,
            ["tolerationSeconds"] = toleration.TolerationSeconds,
        };
        foreach (var absent in fields.Where(field => field.Value is null).Select(field => field.Key).ToList())
            fields.Remove(absent);
        return fields;
    }
}
