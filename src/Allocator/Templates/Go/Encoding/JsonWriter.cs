namespace Allocator.GoTemplates;

/// <summary>Writes JSON as Go's <c>encoding/json</c> does: keys sorted, and what means something in HTML escaped.</summary>
internal static class JsonWriter
{
    public static void Write(TextBuffer output, object? value, int depth = 0)
    {
        if (depth > GoType.MaxDepth)
            throw new RenderException($"the value is nested deeper than {GoType.MaxDepth}");

        switch (GoType.Unwrap(GoType.FromData(value)))
        {
            case null:
                output.Append("null");
                break;
            case bool truth:
                output.Append(truth ? "true" : "false");
                break;
            case long number:
                output.Append(number);
                break;
            case byte number:
                output.Append((long)number);
                break;
            case double number:
                output.Append(ToText(number));
                break;
            case string text:
                output.Append(GoJson.String(text));
                break;
            case IReadOnlyDictionary<string, object?> map:
                WriteObject(output, map, depth);
                break;
            case IReadOnlyList<object?> list:
                WriteArray(output, list, depth);
                break;
        }
    }

    /// <summary>The number as JavaScript writes it.</summary>
    public static string ToText(double number)
    {
        if (!double.IsFinite(number))
            throw new RenderException("JSON has no infinity and no NaN");

        var size = Math.Abs(number);
        var isPlain = size is 0 or (>= 1e-6 and < 1e21);
        var text = FloatText.Format(size, isPlain ? 'f' : 'e', -1).Replace("e-0", "e-", StringComparison.Ordinal);
        return double.IsNegative(number) ? "-" + text : text;
    }

    private static void WriteObject(TextBuffer output, IReadOnlyDictionary<string, object?> map, int depth)
    {
        output.Append('{');
        var first = true;
        foreach (var key in GoMap.SortedKeys(map))
        {
            if (!first)
                output.Append(',');
            first = false;
            output.Append(GoJson.String(key));
            output.Append(':');
            Write(output, map[key], depth + 1);
        }

        output.Append('}');
    }

    private static void WriteArray(TextBuffer output, IReadOnlyList<object?> list, int depth)
    {
        output.Append('[');
        for (var i = 0; i < list.Count; i++)
        {
            if (i > 0)
                output.Append(',');
            Write(output, list[i], depth + 1);
        }

        output.Append(']');
    }
}
