using System.Text.Json;

namespace Allocator.Embedded;

/// <summary>Texts of cells that several kinds have.</summary>
internal static class CellText
{
    private const string None = "<none>";

    /// <summary>What a text is shown as that may be empty.</summary>
    public static string OrNone(string text) => text.Length == 0 ? None : text;

    /// <summary>A phase, unless the object is on its way out.</summary>
    public static string Phase(StoredObject obj) => obj.IsTerminating ? "Terminating" : obj.Json.Member("status").Text("phase");

    public static long Count(JsonElement parent, string member) => parent.Number(member) ?? 0;

    public static string Labels(JsonElement labels) => OrNone(string.Join(
        ",",
        labels.Members().OrderBy(label => label.Name, StringComparer.Ordinal).Select(label => $"{label.Name}={label.Value.Text()}")));

    /// <summary>A label selector in its short form: <c>app=x,tier in (a,b)</c>.</summary>
    public static string Selector(JsonElement selector) => OrNone(string.Join(
        ",",
        selector.Member("matchLabels").Members().Select(label => (Key: label.Name, Text: $"{label.Name}={label.Value.Text()}"))
            .Concat(selector.Member("matchExpressions").Elements().Select(item => (Key: item.Text("key"), Text: Expression(item))))
            .OrderBy(item => item.Key, StringComparer.Ordinal)
            .Select(item => item.Text)));

    /// <summary>The names and the images of a template's containers.</summary>
    public static (string Names, string Images) Containers(JsonElement obj)
    {
        var containers = obj.Member("spec", "template", "spec", "containers").Elements().ToList();
        return (Joined(containers, "name"), Joined(containers, "image"));
    }

    private static string Joined(IEnumerable<JsonElement> items, string member) => string.Join(",", items.Select(item => item.Text(member)));

    private static string Expression(JsonElement expression)
    {
        var key = expression.Text("key");
        var values = string.Join(",", expression.Member("values").Elements().Select(value => value.Text()).Order(StringComparer.Ordinal));
        return expression.Text("operator") switch
        {
            "In" => $"{key} in ({values})",
            "NotIn" => $"{key} notin ({values})",
            "Exists" => key,
            _ => $"!{key}",
        };
    }
}
