using System.Text.Json.Nodes;

namespace Allocator.Manifests;

/// <summary>One object that is ready to be applied, but for its owner.</summary>
/// <param name="Kind">What the server keeps it as.</param>
/// <param name="Object">The object.</param>
/// <param name="Source">The template's object it was made from; null if the template does not hold it.</param>
internal sealed record PreparedObject(ResourceKind Kind, JsonObject Object, Manifest? Source)
{
    public string Name => Object.StringAt("metadata", "name")!;

    /// <summary>Where in the template it begins; null if the template does not hold it or its engine does not tell.</summary>
    public TemplatePosition? Position => Source?.Source.PositionOf(Source.Offset);

    /// <summary>A copy of the object that is owned by the root, and so is what its controller creates from its claim templates.</summary>
    public JsonObject WithOwner(string rootName, string rootUid)
    {
        var copy = Object.DeepClone().AsObject();
        copy["metadata"]!["ownerReferences"] = new JsonArray(OwnerReference.To(rootName, rootUid, blocking: true));
        foreach (var claim in PodTemplates.ClaimTemplates(copy))
        {
            // A claim whose owner it blocks would need a right on the owner that the controller does not have.
            claim.EnsureObject("metadata")["ownerReferences"] = new JsonArray(OwnerReference.To(rootName, rootUid, blocking: false));
        }

        return copy;
    }
}
