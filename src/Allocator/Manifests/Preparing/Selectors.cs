using System.Text.Json.Nodes;

namespace Allocator.Manifests;

/// <summary>Adds the instance's label to selectors, so that two instances never select each other's pods.</summary>
/// <remarks>Selectors of Jobs are left to the server, which makes them unique; those of affinity terms mean other pods on purpose.</remarks>
internal sealed class Selectors
{
    private readonly InstanceScope _scope;
    private readonly List<JsonObject> _pods;
    private readonly bool _allPodsKnown;

    /// <summary>Looks at which pods the template makes, before any object is changed.</summary>
    public Selectors(IReadOnlyList<(Manifest Manifest, ResourceKind Kind)> objects, InstanceScope scope)
    {
        _scope = scope;
        _pods = [.. objects.Select(static o => PodTemplates.Of(o.Kind, o.Manifest.Object)).OfType<JsonObject>()
            .Select(static pod => pod.ObjectAt("metadata", "labels") ?? [])
            .Select(static labels => labels.DeepClone().AsObject())];
        _allPodsKnown = objects.All(static o => AllowedKinds.Default.Contains(AllowedKinds.OptionValue(o.Kind)));
    }

    /// <summary>Completes the object's selector, if it has one; returns a warning or null.</summary>
    public string? Complete(Manifest manifest, ResourceKind kind) => (kind.Group, kind.Kind) switch
    {
        ("apps", _) => CompleteWorkload(manifest, kind),
        ("", "ReplicationController") => CompleteController(manifest),
        ("", "Service") => CompleteOthers(manifest, manifest.Object.ObjectAt("spec", "selector"), isMap: true),
        ("policy", "PodDisruptionBudget") => CompleteOthers(manifest, manifest.Object.ObjectAt("spec", "selector"), isMap: false),
        ("networking.k8s.io", "NetworkPolicy") =>
            CompleteOthers(manifest, manifest.Object.EnsureObject("spec").EnsureObject("podSelector"), isMap: false),
        _ => null,
    };

    private string? CompleteWorkload(Manifest manifest, ResourceKind kind)
    {
        if (PodTemplates.Of(kind, manifest.Object) is not { } template)
            return null;
        var spec = manifest.Object["spec"]!.AsObject();
        var labels = template.ObjectAt("metadata", "labels");
        if (spec["selector"] is null)
            spec["selector"] = new JsonObject { ["matchLabels"] = labels?.DeepClone() ?? new JsonObject() };
        if (spec["selector"] is not JsonObject selector)
            throw manifest.Error("spec.selector must be an object with matchLabels");
        Refuse(manifest, LabelSelector.Mismatch(selector, labels));
        selector.EnsureObject("matchLabels")[Labels.Instance] = _scope.InstanceName;
        return null;
    }

    private string? CompleteController(Manifest manifest)
    {
        if (manifest.Object.ObjectAt("spec", "selector") is not { Count: > 0 } selector)
            return null;
        Refuse(manifest, LabelSelector.MapMismatch(selector, manifest.Object.ObjectAt("spec", "template", "metadata", "labels")));
        selector[Labels.Instance] = _scope.InstanceName;
        return null;
    }

    private string? CompleteOthers(Manifest manifest, JsonObject? selector, bool isMap)
    {
        if (selector is null || (isMap && selector.Count == 0))
            return null;
        var matches = _pods.Exists(pod => (isMap ? LabelSelector.MapMismatch(selector, pod) : LabelSelector.Mismatch(selector, pod)) is null);
        var map = isMap ? selector : selector["matchLabels"] as JsonObject;

        // The pods of a custom resource do not have our label; a selector that names the instance is apart from all others as it is.
        if (!matches && !_allPodsKnown && map is not null && map.Any(e => NamesInstance(e.Value.AsText())))
            return null;
        (isMap ? selector : selector.EnsureObject("matchLabels"))[Labels.Instance] = _scope.InstanceName;
        return matches ? null : $"{manifest}: its selector selects none of the template's pods";
    }

    private bool NamesInstance(string? value) =>
        value == _scope.InstanceName || value?.StartsWith(_scope.InstanceName + "-", StringComparison.Ordinal) == true;

    private static void Refuse(Manifest manifest, string? mismatch)
    {
        if (mismatch is not null)
            throw manifest.Error($"its selector asks for pods with {mismatch}, but its own pod template's labels are not so; make them agree");
    }
}
