using System.Text.Json;
using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>The versions of a workload's template: its ControllerRevisions.</summary>
/// <param name="core">The cluster.</param>
/// <param name="known">Those that there are.</param>
internal sealed class Revisions(ClusterCore core, IEnumerable<StoredObject> known)
{
    public const string HashLabel = "controller-revision-hash";

    private readonly List<StoredObject> _ordered =
        [.. known.OrderBy(Number).ThenBy(revision => revision.CreatedAt()).ThenBy(revision => revision.Name, StringComparer.Ordinal)];

    public StoredObject? Find(string name) => _ordered.Find(revision => revision.Name == name);

    /// <summary>The revision of the template as it is now, as the latest of all; it is made if there is none.</summary>
    public StoredObject Latest(StoredObject workload)
    {
        var data = Data(workload);
        var text = TemplateText.Of(data.ToElement());
        var next = _ordered.Count == 0 ? 1 : Number(_ordered[^1]) + 1;
        if (_ordered.FindLast(revision => TemplateText.Of(revision.Json.Member("data")) == text) is not { } equal)
            return Create(workload, data, text, next);
        if (equal == _ordered[^1])
            return equal;
        _ordered.Remove(equal);
        equal = core.Operations.Modify(equal, copy => copy["revision"] = next) ?? equal;
        _ordered.Add(equal);
        return equal;
    }

    /// <summary>Deletes the oldest that are in no use, beyond those that are kept.</summary>
    public void Truncate(StoredObject workload, IReadOnlySet<string> used)
    {
        var unused = _ordered.Where(revision => !used.Contains(revision.Name)).ToList();
        var limit = (int)(workload.Json.Member("spec").Number("revisionHistoryLimit") ?? 10);
        foreach (var revision in unused.Take(Math.Max(0, unused.Count - limit)))
            core.Operations.Delete(revision);
    }

    /// <summary>The template that a revision holds.</summary>
    public static JsonElement TemplateOf(StoredObject revision) => revision.Json.Member("data", "spec", "template");

    private static long Number(StoredObject revision) => revision.Json.Number("revision") ?? 0;

    private static JsonObject Data(StoredObject workload)
    {
        var template = workload.Json.Member("spec", "template").ToObject();
        var data = new JsonObject { ["$patch"] = "replace" };
        foreach (var member in template)
            data[member.Key] = member.Value?.DeepClone();
        return new() { ["spec"] = new JsonObject { ["template"] = data } };
    }

    private StoredObject Create(StoredObject workload, JsonObject data, string text, long number)
    {
        for (var collisions = 0; ; collisions++)
        {
            var hash = TemplateText.Hash(text, collisions);
            if (core.Store.Find(ResourceTypes.ControllerRevisions, workload.Namespace, $"{workload.Name}-{hash}") is not null)
                continue;
            var created = core.Operations.Create(ResourceTypes.ControllerRevisions, workload.Namespace, NewRevision(workload, data, hash, number));
            _ordered.Add(created);
            return created;
        }
    }

    private static JsonObject NewRevision(StoredObject workload, JsonObject data, string hash, long number)
    {
        var template = workload.Json.Member("spec", "template", "metadata");
        var labels = template.TryMember("labels", out var own) ? own.ToObject() : [];
        labels[HashLabel] = hash;
        var metadata = new JsonObject
        {
            ["name"] = $"{workload.Name}-{hash}",
            ["labels"] = labels,
            ["ownerReferences"] = new JsonArray(PodTemplate.ControllerReference(workload)),
        };
        if (workload.Json.Member("metadata").TryMember("annotations", out var annotations))
            metadata["annotations"] = annotations.ToObject();
        return new() { ["metadata"] = metadata, ["data"] = data.DeepClone(), ["revision"] = number };
    }
}
