using System.Text.Json.Nodes;

namespace Allocator.Manifests;

/// <summary>The reference by which an instance's object goes when its root goes.</summary>
internal static class OwnerReference
{
    /// <summary>An entry of <c>metadata.ownerReferences</c> that names a root.</summary>
    public static JsonObject To(string rootName, string rootUid, bool blocking)
    {
        var reference = new JsonObject
        {
            ["apiVersion"] = ResourceKind.Lease.ApiVersion,
            ["kind"] = ResourceKind.Lease.Kind,
            ["name"] = rootName,
            ["uid"] = rootUid,
            ["controller"] = false,
        };
        if (blocking)
            reference["blockOwnerDeletion"] = true;
        return reference;
    }
}
