using System.Globalization;
using System.Text;

namespace Allocator;

/// <summary>Writes JSON byte for byte as Go's <c>encoding/json</c> does, so that what templates see is what they always saw.</summary>
/// <remarks>See <see href="https://pkg.go.dev/encoding/json#Marshal"/>; <c>\b</c> and <c>\f</c> are written as before Go 1.22.</remarks>
internal static class GoJson
{
    /// <summary>A string literal, quotes included.</summary>
    public static string String(string value)
    {
        var builder = new StringBuilder(value.Length + 2).Append('"');
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            if (char.IsHighSurrogate(c) && i + 1 < value.Length && char.IsLowSurrogate(value[i + 1]))
                builder.Append(c).Append(value[++i]);
            else
                Append(builder, c);
        }

        return builder.Append('"').ToString();
    }

    /// <summary>An array of string literals; Go's nil slice, <c>null</c>, if there are none.</summary>
    public static string Array(IReadOnlyCollection<string> values) => values.Count == 0 ? "null" : $"[{string.Join(',', values.Select(String))}]";

    private static void Append(StringBuilder builder, char c)
    {
        switch (c)
        {
            case '"' or '\\':
                builder.Append('\\').Append(c);
                break;
            case '\n':
                builder.Append("\\n");
                break;
            case '\r':
                builder.Append("\\r");
                break;
            case '\t':
                builder.Append("\\t");
                break;
            case < ' ' or '<' or '>' or '&' or '\u2028' or '\u2029':
                builder.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
                break;
            default:
                // Half of a surrogate pair is what invalid UTF-8 is to Go.
                builder.Append(char.IsSurrogate(c) ? "\\ufffd" : c.ToString());
                break;
        }
    }
}
