using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>Serves the kinds that custom resource definitions define, and ends them with all their objects.</summary>
internal sealed class DefinitionController(ObjectOperations operations) : IController
{
    public const string Finalizer = "customresourcecleanup.apiextensions.k8s.io";

    /// <summary>What is served of a definition: of which state of it, and the kinds.</summary>
    private readonly Dictionary<string, (string State, IReadOnlyList<KindDefinition> Kinds)> _served = [];

    public string Name => "crd-controller";

    public IEnumerable<ObjectReference> Affected(StoreChange change)
    {
        var type = change.Object.Type;
        if (type == ResourceTypes.CustomResourceDefinitions)
            return SameGroup(change.Object).Select(definition => definition.Reference).Prepend(change.Object.Reference);
        // The end of a resource may be what its definition waits for.
        var definition = new ObjectReference(ResourceTypes.CustomResourceDefinitions, "", type.ResourceName);
        return change.Kind == ChangeKind.Deleted && operations.Store.Find(definition) is { IsTerminating: true } ? [definition] : [];
    }

    public TimeSpan? Reconcile(ObjectReference reference)
    {
        lock (operations.Store.Gate)
        {
            if (operations.Store.Find(reference) is not { } definition)
                Unserve(reference.Key.Name);
            else if (definition.IsTerminating && definition.Finalizers.Contains(Finalizer))
                CleanUp(definition);
            else
                Establish(definition);
        }

        return null;
    }

    private void Establish(StoredObject definition)
    {
        var others = SameGroup(definition).Where(other => other.Name != definition.Name)
            .Select(other => other.Json.Member("status", "acceptedNames")).ToList();
        var claim = NameClaims.Decide(definition.Json, others);
        var wasEstablished = DefinitionConditions.IsTrue(definition.Json, "Established");
        var status = definition.Json.Member("status").ToObject();
        var now = Timestamp.Format(operations.Time.GetUtcNow());
        if (claim.IsComplete)
            DefinitionConditions.Set(status, "NamesAccepted", true, "NoConflicts", "no conflicts found", now);
        else
            DefinitionConditions.Set(status, "NamesAccepted", false, claim.Reason, claim.Message, now);
        if (!wasEstablished && claim.IsComplete)
            DefinitionConditions.Set(status, "Established", true, "InitialNamesAccepted", "the initial names have been accepted", now);
        else if (!wasEstablished)
            DefinitionConditions.Set(status, "Established", false, "NotAccepted", "not all names are accepted", now);
        // Who sees that it is established may use it at once.
        if (wasEstablished || claim.IsComplete)
            Serve(definition, claim.Accepted);
        status["acceptedNames"] = claim.Accepted;
        operations.SetStatus(definition, status);
    }

    private void CleanUp(StoredObject definition)
    {
        if (DefinitionConditions.IsTrue(definition.Json, "Established"))
            Serve(definition, definition.Json.Member("status", "acceptedNames").ToObject());
        var versions = CustomResourceVersion.ReadAll(definition);
        var kind = CustomKind.Of(versions[0], definition.Json.Member("status", "acceptedNames"), operations.Store.Version);
        foreach (var resource in operations.Store.All(kind.Type).Values.Where(resource => !resource.IsTerminating))
            operations.Delete(kind, resource.Key, new(), WriteContext.System);
        if (!operations.Store.All(kind.Type).IsEmpty)
        {
            SetTerminating(definition, true, "InstanceDeletionInProgress", "CustomResource deletion is in progress");
            return;
        }

        SetTerminating(definition, false, "InstanceDeletionCompleted", "removed all instances");
        operations.Modify(definition, copy => copy.Child("metadata")["finalizers"] =
            new JsonArray([.. definition.Finalizers.Where(finalizer => finalizer != Finalizer).Select(finalizer => JsonValue.Create(finalizer))]));
        if (operations.Store.Find(definition.Reference) is null)
            Unserve(definition.Name);
    }

    private void SetTerminating(StoredObject definition, bool isTerminating, string reason, string message) => operations.Modify(
        definition,
        copy => DefinitionConditions.Set(
            copy.Child("status"), "Terminating", isTerminating, reason, message, Timestamp.Format(operations.Time.GetUtcNow())),
        "status");

    private void Serve(StoredObject definition, JsonObject names)
    {
        var accepted = names.ToElement();
        var generation = definition.Json.Member("metadata").Number("generation");
        var state = $"{definition.Uid} {generation} {definition.IsTerminating} {accepted.GetRawText()}";
        var before = _served.GetValueOrDefault(definition.Name);
        if (before.State == state)
            return;
        var kinds = CustomResourceVersion.ReadAll(definition).Where(version => version.IsServed)
            .Select(version => CustomKind.Of(version, accepted, operations.Store.Version)).ToList();
        foreach (var kind in kinds)
            operations.Kinds.Add(kind);
        foreach (var gone in (before.Kinds ?? []).ExceptBy(kinds.Select(kind => kind.Type), kind => kind.Type))
            operations.Kinds.Remove(gone);
        _served[definition.Name] = (state, kinds);
    }

    private void Unserve(string name)
    {
        if (!_served.Remove(name, out var served))
            return;
        foreach (var kind in served.Kinds)
            operations.Kinds.Remove(kind);
    }

    private IEnumerable<StoredObject> SameGroup(StoredObject definition) => operations.Store.All(ResourceTypes.CustomResourceDefinitions).Values
        .Where(other => other.Json.Member("spec").Text("group") == definition.Json.Member("spec").Text("group"));
}
