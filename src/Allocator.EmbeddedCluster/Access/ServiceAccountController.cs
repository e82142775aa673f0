using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>Gives every namespace its <c>default</c> service account.</summary>
internal sealed class ServiceAccountController(ObjectOperations operations) : IController
{
    public const string ControllerName = "serviceaccount-controller";

    private const string AccountName = "default";

    public string Name => ControllerName;

    public IEnumerable<ObjectReference> Affected(StoreChange change)
    {
        var obj = change.Object;
        if (obj.Type == ResourceTypes.Namespaces && change.Kind == ChangeKind.Added)
            return [obj.Reference];
        return obj.Type == ResourceTypes.ServiceAccounts && obj.Name == AccountName && change.Kind == ChangeKind.Deleted
            ? [new ObjectReference(ResourceTypes.Namespaces, "", obj.Namespace)]
            : [];
    }

    public TimeSpan? Reconcile(ObjectReference reference)
    {
        Provide(reference.Key.Name);
        return null;
    }

    /// <summary>Makes the account of a namespace, unless it is there or the namespace is going.</summary>
    public void Provide(string @namespace)
    {
        lock (operations.Store.Gate)
        {
            if (operations.Store.Find(ResourceTypes.Namespaces, "", @namespace) is { IsTerminating: false }
                && operations.Store.Find(ResourceTypes.ServiceAccounts, @namespace, AccountName) is null)
            {
                operations.Create(ResourceTypes.ServiceAccounts, @namespace, new() { ["metadata"] = new JsonObject { ["name"] = AccountName } });
            }
        }
    }
}
