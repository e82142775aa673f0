using System.Text.Json;

namespace Allocator.Embedded;

internal sealed partial class ObjectOperations
{
    /// <summary>Deletes an object, or begins to.</summary>
    public DeleteOutcome Delete(KindDefinition kind, ObjectKey key, DeleteRequest request, WriteContext context)
    {
        lock (Store.Gate)
        {
            var old = Store.Find(new(kind.Type, key)) ?? throw ApiException.NotFound(kind.Type, key.Name);
            CheckPreconditions(old, request);
            Admit(new(WriteVerb.Delete, kind, key, null, old, context));
            var obj = old.Copy();
            DeletionMark.Apply(kind, old, obj, request, Time.GetUtcNow());
            if (!old.IsTerminating)
                kind.Rules.PrepareDelete(obj, old.Json);
            var element = obj.ToElement();
            var isGone = IsFinished(kind, element);
            if (context.DryRun)
                return new(new(kind.Type, key, old.Version, element), isGone);
            if (isGone)
            {
                // What watchers are told is the state that was stored; the caller gets what it became.
                var removed = Store.Remove(old);
                return new(new(kind.Type, key, removed.Version, element), true);
            }

            return new(JsonElement.DeepEquals(element, old.Json) ? old : Store.Replace(old, obj), false);
        }
    }

    /// <summary>Deletes an object for the cluster itself; one that is gone, or no longer of that uid, is left alone.</summary>
    public void Delete(StoredObject obj, Propagation? propagation = null, long? gracePeriodSeconds = null)
    {
        lock (Store.Gate)
        {
            if (Store.Find(obj.Reference)?.Uid == obj.Uid)
            {
                var request = new DeleteRequest { Uid = obj.Uid, Propagation = propagation, GracePeriodSeconds = gracePeriodSeconds };
                Delete(Kinds.Of(obj.Type), obj.Key, request, WriteContext.System);
            }
        }
    }

    private static void CheckPreconditions(StoredObject old, DeleteRequest request)
    {
        if (request.Uid is { } other && other != old.Uid && old.Type == ResourceTypes.Namespaces)
            throw ApiException.Conflict(old.Type, old.Name, $"Precondition failed: UID in precondition: {other}, UID in object meta: {old.Uid}");
        if (request.Uid is { } uid && uid != old.Uid)
        {
            throw ApiException.PreconditionFailed(
                old.Type, old.Name, $"the UID in the precondition ({uid}) does not match the UID in record ({old.Uid}). The object might have been deleted and then recreated");
        }

        var version = old.Json.Member("metadata").Text("resourceVersion");
        if (request.ResourceVersion is { Length: > 0 } expected && expected != version)
        {
            throw ApiException.PreconditionFailed(
                old.Type,
                old.Name,
                $"the ResourceVersion in the precondition ({expected}) does not match the ResourceVersion in record ({version}). The object might have been modified");
        }
    }

    /// <summary>Whether nothing holds a terminating object any more.</summary>
    private static bool IsFinished(KindDefinition kind, JsonElement obj)
    {
        var metadata = obj.Member("metadata");
        return metadata.Has("deletionTimestamp")
            && !metadata.Member("finalizers").Elements().Any()
            && (metadata.Number("deletionGracePeriodSeconds") ?? 0) == 0
            && (kind.Type != ResourceTypes.Namespaces || !obj.Member("spec", "finalizers").Elements().Any());
    }
}
