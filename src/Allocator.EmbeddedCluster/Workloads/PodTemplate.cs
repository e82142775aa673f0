using System.Text.Json;
using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>Makes pods of templates.</summary>
internal static class PodTemplate
{
    public static JsonObject ToPod(JsonElement template, StoredObject owner)
    {
        var metadata = new JsonObject { ["generateName"] = $"{owner.Name}-", ["labels"] = CopyOf(template.Member("metadata", "labels")) };
        foreach (var member in (ReadOnlySpan<string>)["annotations", "finalizers"])
        {
            if (template.Member("metadata").TryMember(member, out var value))
                metadata[member] = JsonNode.Parse(value.GetRawText());
        }

        metadata["ownerReferences"] = new JsonArray(ControllerReference(owner));
        return new() { ["metadata"] = metadata, ["spec"] = CopyOf(template.Member("spec")) };
    }

    /// <summary>The reference that makes somebody the controller of an object.</summary>
    public static JsonObject ControllerReference(StoredObject owner) => new()
    {
        ["apiVersion"] = owner.Type.ApiVersion,
        ["kind"] = owner.Type.Kind,
        ["name"] = owner.Name,
        ["uid"] = owner.Uid,
        ["controller"] = true,
        ["blockOwnerDeletion"] = true,
    };

    private static JsonObject CopyOf(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object
            ? JsonNode.Parse(element.GetRawText(), documentOptions: JsonWriting.DocumentOptions)!.AsObject()
            : [];
}
