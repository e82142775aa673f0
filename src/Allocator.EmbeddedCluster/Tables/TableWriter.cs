using System.Text.Json.Nodes;

namespace Allocator.Embedded;

internal static class TableWriter
{
    public static JsonObject Write(
        KindDefinition kind, IEnumerable<StoredObject> objects, JsonObject listMetadata, string version, string includeObject, DateTimeOffset now) =>
        throw ApiException.NotImplemented("a table");
}
