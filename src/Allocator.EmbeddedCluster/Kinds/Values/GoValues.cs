using System.Text.Encodings.Web;
using System.Text.Json;

namespace Allocator.Embedded;

/// <summary>Values as Go prints them, which messages quote.</summary>
internal static class GoValues
{
    public static string Texts(JsonElement map) => map.ValueKind == JsonValueKind.Object
        ? $"map[string]string{{{string.Join(", ", map.Members().OrderBy(member => member.Name, StringComparer.Ordinal).Select(Pair))}}}"
        : "map[string]string(nil)";

    public static string List(string type, JsonElement list) => list.ValueKind == JsonValueKind.Array
        ? $"[]{type}{{{string.Join(", ", list.Elements().Select(item => Quote(item.Text())))}}}"
        : $"[]{type}(nil)";

    public static string Selector(JsonElement selector) =>
        $"v1.LabelSelector{{MatchLabels:{Texts(selector.Member("matchLabels"))}, " +
        $"MatchExpressions:{Expressions(selector.Member("matchExpressions"))}}}";

    public static string Quote(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    private static string Pair(JsonProperty member) => $"{Quote(member.Name)}:{Quote(member.Value.Text())}";

    private static string Expressions(JsonElement expressions) => expressions.ValueKind == JsonValueKind.Array
        ? $"[]v1.LabelSelectorRequirement{{{string.Join(", ", expressions.Elements().Select(Expression))}}}"
        : "[]v1.LabelSelectorRequirement(nil)";

    private static string Expression(JsonElement expression) =>
        $"v1.LabelSelectorRequirement{{Key:{Quote(expression.Text("key"))}, Operator:{Quote(expression.Text("operator"))}, " +
        $"Values:{List("string", expression.Member("values"))}}}";
}
