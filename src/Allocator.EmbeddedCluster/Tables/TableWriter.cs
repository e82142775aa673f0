using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>Writes objects as the <c>Table</c> that <c>kubectl get</c> asks for.</summary>
/// <remarks>See <see href="https://kubernetes.io/docs/reference/using-api/api-concepts/#receiving-resources-as-tables"/>.</remarks>
internal static class TableWriter
{
    private const string Group = "meta.k8s.io";

    /// <summary>A list, or one object.</summary>
    /// <param name="kind">The kind of all of them.</param>
    /// <param name="objects">What makes the rows.</param>
    /// <param name="listMetadata">
    /// The list's <c>resourceVersion</c>, <c>continue</c> and <c>remainingItemCount</c>; of one object its <c>resourceVersion</c>.
    /// </param>
    /// <param name="version"><c>v1</c> or <c>v1beta1</c>.</param>
    /// <param name="includeObject"><c>None</c>, <c>Metadata</c>, <c>Object</c>, or empty for <c>Metadata</c>.</param>
    /// <param name="now">What ages are counted to.</param>
    /// <exception cref="ApiException"><paramref name="includeObject"/> is none of these.</exception>
    public static JsonObject Write(
        KindDefinition kind, IEnumerable<StoredObject> objects, JsonObject listMetadata, string version, string includeObject, DateTimeOffset now)
    {
        if (includeObject is not ("" or "None" or "Metadata" or "Object"))
        {
            throw ApiException.BadRequest(
                $"Unable to convert to Table as requested: includeObject: Invalid value: \"{includeObject}\": " +
                "must be 'Metadata', 'Object', 'None', or empty");
        }

        var layout = kind.Table ?? TableLayouts.NameAndAge;
        return new()
        {
            ["kind"] = "Table",
            ["apiVersion"] = $"{Group}/{version}",
            ["metadata"] = listMetadata.DeepClone(),
            ["columnDefinitions"] = new JsonArray([.. layout.Columns.Select(Column)]),
            ["rows"] = new JsonArray([.. objects.Select(obj => Row(layout, obj, version, includeObject, now))]),
        };
    }

    /// <summary>The table of one event of a watch.</summary>
    /// <param name="kind">The object's kind.</param>
    /// <param name="obj">The object.</param>
    /// <param name="isFirst">Whether it is the watch's first; only that one has the columns.</param>
    /// <param name="version"><c>v1</c> or <c>v1beta1</c>.</param>
    /// <param name="includeObject">As for a list.</param>
    /// <param name="now">What ages are counted to.</param>
    public static JsonObject WriteEvent(KindDefinition kind, StoredObject obj, bool isFirst, string version, string includeObject, DateTimeOffset now)
    {
        var metadata = new JsonObject { ["resourceVersion"] = obj.Json.Member("metadata").Text("resourceVersion") };
        var table = Write(kind, [obj], metadata, version, includeObject, now);
        if (!isFirst)
            table["columnDefinitions"] = null;
        return table;
    }

    private static JsonObject Column(TableColumn column) => new JsonObject
    {
        ["name"] = column.Name,
        ["type"] = column.Type,
        ["format"] = column.Format,
        ["description"] = column.Description,
        ["priority"] = column.Priority,
    };

    private static JsonObject Row(TableLayout layout, StoredObject obj, string version, string includeObject, DateTimeOffset now) => new JsonObject
    {
        ["cells"] = new JsonArray([.. layout.Cells(obj, now)]),
        ["object"] = includeObject switch
        {
            "None" => null,
            "Object" => obj.Copy(),
            _ => new JsonObject
            {
                ["kind"] = "PartialObjectMetadata",
                ["apiVersion"] = $"{Group}/{version}",
                ["metadata"] = obj.Json.Member("metadata").ToObject(),
            },
        },
    };
}
