using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>What part of an object a write touches.</summary>
internal static class Subresource
{
    /// <summary>The new state: through the status subresource only the status changes, otherwise everything but it.</summary>
    public static JsonObject Merge(KindDefinition kind, StoredObject old, JsonObject obj, string? subresource)
    {
        // A binding says the node and that the pod is scheduled, at once.
        if (!kind.HasStatus || subresource == "binding")
            return obj;
        if (subresource != "status")
        {
            Take(old, obj, "status");
            return obj;
        }

        var merged = old.Copy();
        merged["status"] = obj["status"]?.DeepClone();
        if (merged["status"] is null)
            merged.Remove("status");
        // Of a built-in kind annotations pass too: a deployment's revision is written so.
        if (!kind.IsCustom)
            Pass(obj.Child("metadata"), merged.Child("metadata"), "annotations");
        return merged;
    }

    private static void Pass(JsonObject from, JsonObject to, string member)
    {
        to.Remove(member);
        if (from[member] is { } value)
            to[member] = value.DeepClone();
    }

    private static void Take(StoredObject old, JsonObject obj, string member)
    {
        if (old.Json.TryMember(member, out var value))
            obj[member] = JsonNode.Parse(value.GetRawText(), documentOptions: JsonWriting.DocumentOptions);
        else
            obj.Remove(member);
    }
}
