using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>Gives every namespace a config map with the certificate by which pods know the API server.</summary>
/// <param name="operations">Writes it.</param>
/// <param name="certificate">The certificate authority's certificate as PEM.</param>
internal sealed class RootCertificatePublisher(ObjectOperations operations, string certificate) : IController
{
    public const string ConfigMapName = "kube-root-ca.crt";
    public const string FileName = "ca.crt";

    public string Name => "root-ca-cert-publisher";

    public IEnumerable<ObjectReference> Affected(StoreChange change)
    {
        var obj = change.Object;
        if (obj.Type == ResourceTypes.Namespaces && change.Kind == ChangeKind.Added)
            return [obj.Reference];
        return obj.Type == ResourceTypes.ConfigMaps && obj.Name == ConfigMapName && change.Kind != ChangeKind.Added
            ? [new ObjectReference(ResourceTypes.Namespaces, "", obj.Namespace)]
            : [];
    }

    public TimeSpan? Reconcile(ObjectReference reference)
    {
        lock (operations.Store.Gate)
        {
            var place = reference.Key.Name;
            if (operations.Store.Find(ResourceTypes.ConfigMaps, place, ConfigMapName) is { } map)
            {
                operations.Modify(map, copy => copy["data"] = Data());
            }
            else if (operations.Store.Find(reference) is { IsTerminating: false })
            {
                operations.Create(ResourceTypes.ConfigMaps, place, new()
                {
                    ["metadata"] = new JsonObject { ["name"] = ConfigMapName },
                    ["data"] = Data(),
                });
            }
        }

        return null;
    }

    private JsonObject Data() => new() { [FileName] = certificate };
}
