using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>Marks an object as being deleted: the time by which it should be gone, and what is to be done with its dependents before.</summary>
internal static class DeletionMark
{
    public const string ForegroundFinalizer = "foregroundDeletion";
    public const string OrphanFinalizer = "orphan";

    public static void Apply(KindDefinition kind, StoredObject old, JsonObject obj, DeleteRequest request, DateTimeOffset now)
    {
        var metadata = obj.Child("metadata");
        SetFinalizer(metadata, request.Propagation ?? InheritedPropagation(kind, old));
        var grace = GracePeriod(old, request);
        if (old.IsTerminating)
        {
            Shorten(metadata, grace, now);
            return;
        }

        metadata["deletionTimestamp"] = Timestamp.Format(now.AddSeconds(grace));
        if (kind.Type == ResourceTypes.Namespaces)
            obj.Child("status")["phase"] = "Terminating";
        else
            metadata["deletionGracePeriodSeconds"] = grace;
        if (kind.HasGeneration && metadata.Number("generation") is { } generation)
            metadata["generation"] = generation + 1;
    }

    // Whoever deletes again may only hurry it.
    private static void Shorten(JsonObject metadata, long grace, DateTimeOffset now)
    {
        if (metadata.Number("deletionGracePeriodSeconds") is not { } current || grace >= current)
            return;
        metadata["deletionGracePeriodSeconds"] = grace;
        metadata["deletionTimestamp"] = Timestamp.Format(now.AddSeconds(grace));
    }

    private static Propagation InheritedPropagation(KindDefinition kind, StoredObject old) =>
        old.Finalizers.Contains(OrphanFinalizer) ? Propagation.Orphan
        : old.Finalizers.Contains(ForegroundFinalizer) ? Propagation.Foreground
        : kind.DefaultPropagation;

    private static void SetFinalizer(JsonObject metadata, Propagation propagation)
    {
        var wanted = propagation switch
        {
            Propagation.Foreground => ForegroundFinalizer,
            Propagation.Orphan => OrphanFinalizer,
            _ => null,
        };
        var finalizers = (metadata.Array("finalizers") ?? []).Select(item => item!.GetValue<string>())
            .Where(finalizer => finalizer is not (ForegroundFinalizer or OrphanFinalizer)).ToList();
        if (wanted is not null)
            finalizers.Add(wanted);
        if (finalizers.Count == 0)
            metadata.Remove("finalizers");
        else
            metadata["finalizers"] = new JsonArray([.. finalizers.Select(finalizer => JsonValue.Create(finalizer))]);
    }

    /// <summary>Only a pod that a node runs needs time to end.</summary>
    private static long GracePeriod(StoredObject old, DeleteRequest request)
    {
        if (old.Type != ResourceTypes.Pods)
            return 0;
        var phase = old.Json.Member("status").Text("phase");
        if (old.Json.Member("spec").Text("nodeName").Length == 0 || phase is "Succeeded" or "Failed")
            return 0;
        return Math.Max(0, request.GracePeriodSeconds ?? old.Json.Member("spec").Number("terminationGracePeriodSeconds") ?? 30);
    }
}
