using System.Text.Json;
using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>The rows of custom resources.</summary>
/// <remarks>See <see href="https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#additional-printer-columns"/>.</remarks>
internal static class CustomTable
{
    /// <summary>The table of a version with <c>additionalPrinterColumns</c>; null if it has none.</summary>
    public static TableLayout? Of(JsonElement columns)
    {
        var read = columns.Elements().Select(column => (Column: Read(column), Path: SimplePath.Parse(column.Text("jsonPath"))!)).ToList();
        return read.Count == 0 ? null : new TableLayout(
            [TableLayouts.Name, .. read.Select(entry => entry.Column)],
            (obj, now) => [JsonValue.Create(obj.Name), .. read.Select(entry => Cell(entry.Column, entry.Path.First(obj.Json), now))]);
    }

    private static TableColumn Read(JsonElement column)
    {
        var description = column.Text("description");
        return new(
            column.Text("name"),
            column.Text("type"),
            column.Text("format"),
            description.Length > 0 ? description : $"Custom resource definition column (in JSONPath format): {column.Text("jsonPath")}",
            (int)(column.Number("priority") ?? 0));
    }

    private static JsonNode? Cell(TableColumn column, JsonElement value, DateTimeOffset now) => (column.Type, value.ValueKind) switch
    {
        (_, JsonValueKind.Undefined or JsonValueKind.Null) => null,
        ("string", JsonValueKind.String) => JsonValue.Create(value.Text()),
        ("string", _) => JsonValue.Create(value.GetRawText()),
        ("integer", JsonValueKind.Number) => JsonValue.Create((long)value.GetDouble()),
        ("number", JsonValueKind.Number) => JsonNode.Parse(value.GetRawText()),
        ("boolean", JsonValueKind.True or JsonValueKind.False) => JsonValue.Create(value.GetBoolean()),
        ("date", JsonValueKind.String) => JsonValue.Create(Timestamp.Parse(value.Text()) is { } time ? Ages.Text(now - time) : "<invalid>"),
        _ => null,
    };
}
