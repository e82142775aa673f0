using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>Keeps the Endpoints of Services that select pods. Those of other Services are their makers' own.</summary>
internal sealed class EndpointController(ClusterCore core, Dependents dependents) : IController
{
    private const string HeadlessLabel = "service.kubernetes.io/headless";

    public string Name => "endpoint-controller";

    public IEnumerable<ObjectReference> Affected(StoreChange change)
    {
        dependents.Observe(change);
        var type = change.Object.Type;
        if (type == ResourceTypes.Services)
            return [change.Object.Reference];
        if (type == ResourceTypes.Endpoints && change.Kind == ChangeKind.Deleted)
            return core.Store.Find(ResourceTypes.Services, change.Object.Namespace, change.Object.Name) is { } service ? [service.Reference] : [];
        return type == ResourceTypes.Pods && IsOfInterest(change) ? ServicesOf(change) : [];
    }

    public TimeSpan? Reconcile(ObjectReference reference)
    {
        var endpoints = core.Store.Find(ResourceTypes.Endpoints, reference.Key.Namespace, reference.Key.Name);
        if (core.Store.Find(reference) is not { } service)
        {
            if (endpoints is not null)
                core.Operations.Delete(endpoints);
            return null;
        }

        if (SelectorOf(service) is not { IsEmpty: false } selector)
            return null;
        var subsets = EndpointSubsets.Of(service, dependents.In(ResourceTypes.Pods, service.Namespace).Where(selector.Matches));
        if (endpoints is null)
            Create(service, subsets);
        else
            core.Operations.Modify(endpoints, obj => Fill(obj, service, subsets));
        return null;
    }

    private void Create(StoredObject service, JsonArray subsets)
    {
        var endpoints = new JsonObject { ["metadata"] = new JsonObject { ["name"] = service.Name } };
        Fill(endpoints, service, subsets);
        try
        {
            core.Operations.Create(ResourceTypes.Endpoints, service.Namespace, endpoints);
        }
        catch (ApiException e) when (PodControl.IsOfTerminatingNamespace(e))
        {
        }
    }

    private static void Fill(JsonObject endpoints, StoredObject service, JsonArray subsets)
    {
        var labels = service.Json.Member("metadata").TryMember("labels", out var own) ? own.ToObject() : [];
        if (service.ClusterAddress() is null)
            labels[HeadlessLabel] = "";
        endpoints.Child("metadata").Remove("labels");
        if (labels.Count > 0)
            endpoints.Child("metadata")["labels"] = labels;
        endpoints.Remove("subsets");
        if (subsets.Count > 0)
            endpoints["subsets"] = subsets;
    }

    private IEnumerable<ObjectReference> ServicesOf(StoreChange change) => dependents.In(ResourceTypes.Services, change.Object.Namespace)
        .Where(service => SelectorOf(service) is { IsEmpty: false } selector
            && (selector.Matches(change.Object) || (change.Previous is { } previous && selector.Matches(previous))))
        .Select(service => service.Reference);

    private static LabelSelector SelectorOf(StoredObject service) => LabelSelector.OfLabels(service.Json.Member("spec", "selector"));

    private static bool IsOfInterest(StoreChange change) =>
        change is not { Kind: ChangeKind.Modified, Previous: { } previous }
        || ReferenceEquals(previous, change.Object)
        || previous.IsTerminating != change.Object.IsTerminating
        || previous.IsReady() != change.Object.IsReady()
        || previous.Phase() != change.Object.Phase()
        || !change.Object.HasLabelsOf(previous)
        || previous.Json.Member("status").Text("podIP") != change.Object.Json.Member("status").Text("podIP");
}
