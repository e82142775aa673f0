using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>Empties namespaces that are being deleted, and lets them go when they are empty.</summary>
internal sealed class NamespaceController(ObjectOperations operations) : IController
{
    public string Name => "namespace-controller";

    public IEnumerable<ObjectReference> Affected(StoreChange change)
    {
        var obj = change.Object;
        if (obj.Type == ResourceTypes.Namespaces)
            return obj.IsTerminating && change.Kind != ChangeKind.Deleted ? [obj.Reference] : [];
        if (obj.Namespace.Length == 0)
            return [];
        var place = new ObjectReference(ResourceTypes.Namespaces, "", obj.Namespace);
        return operations.Store.Find(place) is { IsTerminating: true } ? [place] : [];
    }

    public TimeSpan? Reconcile(ObjectReference reference)
    {
        if (operations.Store.Find(reference) is not { IsTerminating: true } space)
            return null;
        foreach (var obj in Content(space.Name).Where(obj => !obj.IsTerminating))
            operations.Delete(obj, Propagation.Background);

        lock (operations.Store.Gate)
        {
            var left = Content(space.Name).ToList();
            if (left.Count > 0)
                operations.Modify(space, copy => copy.Child("status")["conditions"] = Conditions(left), "status");
            else
                operations.Modify(space, copy => copy.Child("spec").Remove("finalizers"), "finalize");
        }

        return null;
    }

    private IEnumerable<StoredObject> Content(string name) => operations.Kinds.All
        .Where(kind => kind.Type.Namespaced)
        .DistinctBy(kind => kind.Type.ResourceName)
        .SelectMany(kind => operations.Store.In(kind.Type, name));

    private JsonArray Conditions(List<StoredObject> left)
    {
        var held = left.Where(obj => obj.Finalizers.Count > 0).ToList();
        return
        [
            Condition("NamespaceDeletionDiscoveryFailure", false, "ResourcesDiscovered", "All resources successfully discovered"),
            Condition("NamespaceDeletionGroupVersionParsingFailure", false, "ParsedGroupVersions", "All legacy kube types successfully parsed"),
            Condition("NamespaceDeletionContentFailure", false, "ContentDeleted", "All content successfully deleted, may be waiting on finalization"),
            Condition("NamespaceContentRemaining", true, "SomeResourcesRemain", $"Some resources are remaining: {Counts(left.GroupBy(obj => obj.Type.ResourceName + "."), " has ")}"),
            held.Count > 0
                ? Condition("NamespaceFinalizersRemaining", true, "SomeFinalizersRemain", $"Some content in the namespace has finalizers remaining: {Counts(held.SelectMany(obj => obj.Finalizers).GroupBy(name => name), " in ")}")
                : Condition("NamespaceFinalizersRemaining", false, "ContentHasNoFinalizers", "All content-preserving finalizers finished"),
        ];
    }

    private static string Counts<T>(IEnumerable<IGrouping<string, T>> groups, string between) =>
        string.Join(", ", groups.OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => $"{group.Key}{between}{group.Count()} resource instances"));

    private JsonObject Condition(string type, bool status, string reason, string message) => new()
    {
        ["type"] = type,
        ["status"] = status ? "True" : "False",
        ["lastTransitionTime"] = Timestamp.Format(operations.Time.GetUtcNow()),
        ["reason"] = reason,
        ["message"] = message,
    };
}
