using System.Text.Json;

namespace Allocator.Embedded;

/// <summary>An entry of <c>metadata.ownerReferences</c>.</summary>
internal sealed record OwnerReference(string ApiVersion, string Kind, string Name, string Uid, bool IsController, bool BlocksDeletion)
{
    public static OwnerReference Read(JsonElement entry) => new(
        entry.Text("apiVersion"),
        entry.Text("kind"),
        entry.Text("name"),
        entry.Text("uid"),
        entry.Flag("controller"),
        entry.Flag("blockOwnerDeletion"));
}
