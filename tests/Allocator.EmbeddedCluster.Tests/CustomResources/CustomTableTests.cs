using System.Text.Encodings.Web;
using System.Text.Json;

namespace Allocator.Embedded;

public sealed class CustomTableTests
{
    private static readonly JsonSerializerOptions s_plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly DateTimeOffset Now = new(2030, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Theory]
    [InlineData(".spec.n", "integer", "6")]
    [InlineData(".spec.num", "integer", "1")]
    [InlineData(".spec.num", "number", "1.5")]
    [InlineData(".spec.num", "string", "\"1.5\"")]
    [InlineData(".spec.flag", "boolean", "true")]
    [InlineData(".spec.flag", "string", "\"true\"")]
    [InlineData(".spec.flag", "date", null)]
    [InlineData(".spec.absent", "string", null)]
    [InlineData(".spec.items[*].name", "string", "\"x\"")]
    [InlineData(".spec.items[1].name", "string", "\"y\"")]
    [InlineData(".spec.items[-1].name", "string", "\"y\"")]
    [InlineData(".spec.items[7].name", "string", null)]
    [InlineData(".spec.items[0].name", "integer", null)]
    [InlineData(".status.conditions[?(@.type==\"Ready\")].status", "string", "\"True\"")]
    [InlineData(".status.conditions[?(@.type!='Ready')].status", "string", "\"False\"")]
    [InlineData(".metadata.labels.a\\.b/c", "string", "\"lab\"")]
    [InlineData(".metadata.labels['a\\.b/c']", "string", "\"lab\"")]
    [InlineData(".metadata.creationTimestamp", "date", "\"3h4m\"")]
    [InlineData(".metadata.labels.when", "date", "\"<invalid>\"")]
    public void Cells_show_the_first_value_at_the_path(string path, string type, string? expected)
    {
        var columns = JsonSerializer.SerializeToElement(new[] { new { name = "C", type, jsonPath = path } });
        var table = CustomTable.Of(columns)!;

        var cells = table.Cells(Obj(), Now);

        Assert.Equal(["Name", "C"], table.Columns.Select(column => column.Name));
        Assert.Equal($"Custom resource definition column (in JSONPath format): {path}", table.Columns[1].Description);
        Assert.Equal("w", cells[0]!.GetValue<string>());
        Assert.Equal(expected, cells[1]?.ToJsonString(s_plain));
    }

    [Theory]
    [InlineData(".spec..name")]
    [InlineData(".spec.items[0:2]")]
    [InlineData(".spec.items[?(@.n>1)]")]
    [InlineData(".spec.a[")]
    [InlineData("{.spec}")]
    public void Parse_other_forms_are_not_understood(string path) => Assert.Null(SimplePath.Parse(path));

    private static StoredObject Obj() => new(new("example.com", "v1", "Widget", "widgets", true), new("shop", "w"), 1, JsonElement.Parse("""
        {
          "metadata": { "name": "w", "creationTimestamp": "2030-01-02T00:00:00Z", "labels": { "a.b/c": "lab", "when": "never" } },
          "spec": { "n": 6, "num": 1.5, "flag": true, "items": [ { "name": "x" }, { "name": "y" } ] },
          "status": { "conditions": [ { "type": "A", "status": "False" }, { "type": "Ready", "status": "True" } ] }
        }
        """));
}
