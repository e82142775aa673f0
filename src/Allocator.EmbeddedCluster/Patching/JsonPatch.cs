using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>RFC 6902.</summary>
internal static class JsonPatch
{
    /// <summary>Applies all operations, or fails with <see cref="JsonPatchException"/>.</summary>
    public static JsonObject Apply(JsonObject target, JsonArray operations)
    {
        JsonNode root = target;
        foreach (var entry in operations)
        {
            var operation = entry as JsonObject ?? throw new JsonPatchException("an operation is not an object", isMalformed: true);
            root = Apply(root, operation);
        }

        return root as JsonObject ?? throw new JsonPatchException("the result is not an object", isMalformed: false);
    }

    private static JsonNode Apply(JsonNode root, JsonObject operation)
    {
        var path = JsonPointer.Parse(operation.Text("path") ?? throw Missing("path"));
        switch (operation.Text("op"))
        {
            case "add":
                return path.Add(root, Value(operation));
            case "remove":
                path.Remove(root, "remove");
                return root;
            case "replace":
                return path.Replace(root, Value(operation));
            case "move":
                return path.Add(root, From(operation).Remove(root, "move"));
            case "copy":
                return path.Add(root, From(operation).Find(root, "copy")?.DeepClone());
            case "test":
                if (!JsonNode.DeepEquals(path.FindOrNull(root), Value(operation)))
                    throw new JsonPatchException($"testing value {path} failed: test failed", isMalformed: false);
                return root;
            case var other:
                throw new JsonPatchException($"Unexpected kind: {other}", isMalformed: false);
        }
    }

    private static JsonPointer From(JsonObject operation) => JsonPointer.Parse(operation.Text("from") ?? throw Missing("from"));

    private static JsonNode? Value(JsonObject operation) => operation.ContainsKey("value") ? operation["value"]?.DeepClone() : throw Missing("value");

    private static JsonPatchException Missing(string member) => new($"an operation has no {member}", isMalformed: false);
}
