using System.Globalization;

namespace Allocator.GoTemplates;

/// <summary>
/// Writes YAML as Helm's <c>toYaml</c> does (<c>sigs.k8s.io/yaml</c>): blocks, keys sorted, lists not indented below their key. Unlike there long
/// lines are not folded and keys of many lines are quoted.
/// </summary>
internal static class YamlWriter
{
    private const int Step = 2;

    public static void Write(TextBuffer output, object? value)
    {
        WriteValue(output, GoType.Unwrap(GoType.FromData(value)), indent: 0, textIndent: Step, depth: 0);
        output.Append('\n');
    }

    /// <param name="output">Where to write.</param>
    /// <param name="value">What to write.</param>
    /// <param name="indent">The column of a block's entries.</param>
    /// <param name="textIndent">The column of the lines of a text of many lines.</param>
    /// <param name="depth">How deep the value is nested.</param>
    private static void WriteValue(TextBuffer output, object? value, int indent, int textIndent, int depth)
    {
        if (depth > GoType.MaxDepth)
            throw new RenderException($"the value is nested deeper than {GoType.MaxDepth}");

        switch (value)
        {
            case IReadOnlyDictionary<string, object?> { Count: > 0 } map:
                WriteMap(output, map, indent, depth);
                break;
            case IReadOnlyDictionary<string, object?>:
                output.Append("{}");
                break;
            case string text:
                YamlText.Write(output, text, textIndent);
                break;
            case IReadOnlyList<object?> { Count: > 0 } list:
                WriteList(output, list, indent, depth);
                break;
            case IReadOnlyList<object?>:
                output.Append("[]");
                break;
            case double number:
                output.Append(ToText(number));
                break;
            default:
                JsonWriter.Write(output, value);
                break;
        }
    }

    private static void WriteMap(TextBuffer output, IReadOnlyDictionary<string, object?> map, int indent, int depth)
    {
        var first = true;
        foreach (var key in map.Keys.Order(NaturalOrder.Instance))
        {
            if (!first)
                StartLine(output, indent);
            first = false;
            YamlText.WriteKey(output, key);
            output.Append(':');

            var value = GoType.Unwrap(GoType.FromData(map[key]));
            var isMap = value is IReadOnlyDictionary<string, object?> { Count: > 0 };
            if (isMap)
                StartLine(output, indent + Step);
            else if (value is IReadOnlyList<object?> { Count: > 0 })
                StartLine(output, indent);
            else
                output.Append(' ');
            WriteValue(output, value, isMap ? indent + Step : indent, indent + Step, depth + 1);
        }
    }

    private static void WriteList(TextBuffer output, IReadOnlyList<object?> list, int indent, int depth)
    {
        for (var i = 0; i < list.Count; i++)
        {
            if (i > 0)
                StartLine(output, indent);
            output.Append("- ");
            WriteValue(output, GoType.Unwrap(GoType.FromData(list[i])), indent + Step, indent + Step, depth + 1);
        }
    }

    private static void StartLine(TextBuffer output, int indent)
    {
        output.Append('\n');
        output.Append(' ', indent);
    }

    /// <summary>The number as it is after a way through JSON: without fraction and exponent it is an integer.</summary>
    private static string ToText(double number)
    {
        var json = JsonWriter.ToText(number);
        if (long.TryParse(json, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer))
            return integer.ToString(CultureInfo.InvariantCulture);
        if (ulong.TryParse(json, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            return json;
        return (number < 0 ? "-" : "") + FloatText.Format(Math.Abs(number), 'g', -1);
    }
}
