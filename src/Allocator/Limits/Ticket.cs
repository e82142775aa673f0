using System.Globalization;
using System.Text.Json.Nodes;
using Allocator.Manifests;

namespace Allocator;

/// <summary>A taken place: a Lease whose name is the place and whose owner is the root of the instance that holds it.</summary>
internal sealed record Ticket(string Name, string Uid, string ResourceVersion, string ScopeKey, int Index, string RootName, string RootUid)
{
    public static Ticket? TryRead(JsonObject lease)
    {
        var parts = lease.Name().Split('.');
        if (lease.Label(Labels.Role) != Labels.TicketRole || parts.Length != 3
            || !int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var index))
        {
            return null;
        }

        var owner = lease.Items("metadata", "ownerReferences").FirstOrDefault();
        return new Ticket(
            lease.Name(), lease.Uid(), lease.ResourceVersion(), parts[1], index,
            owner.Text("name") ?? "", owner.Text("uid") ?? "");
    }

    public static JsonObject Build(string name, PlaceScope scope, string rootName, string rootUid, string session) => new()
    {
        ["apiVersion"] = ResourceKind.Lease.ApiVersion,
        ["kind"] = ResourceKind.Lease.Kind,
        ["metadata"] = new JsonObject
        {
            ["name"] = name,
            ["labels"] = new JsonObject
            {
                [Labels.Service] = scope.Service,
                [Labels.Role] = Labels.TicketRole,
                [Labels.Instance] = rootName,
                [Labels.Session] = session,
            },
            ["ownerReferences"] = new JsonArray(OwnerReference.To(rootName, rootUid, blocking: true)),
        },
        ["spec"] = new JsonObject { ["holderIdentity"] = rootName },
    };
}
