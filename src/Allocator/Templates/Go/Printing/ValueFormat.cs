namespace Allocator.GoTemplates;

/// <summary>Writes a value under a verb, as Go's <c>fmt</c> does; a verb that does not suit the type becomes <c>%!verb(type=value)</c>.</summary>
internal static class ValueFormat
{
    public static void Write(TextBuffer output, in FormatSpec spec, int verb, object? value, int depth)
    {
        switch (value)
        {
            case null when depth > 0 && spec.GoSyntax:
                output.Append("interface {}(nil)");
                break;
            case null when depth > 0:
                output.Append("<nil>");
                break;
            case null when verb is 'v' or 'T':
                spec.Pad(output, "<nil>");
                break;
            case not null when verb == 'T':
                TextFormat.Write(output, spec, 's', GoType.NameOf(value));
                break;
            case bool truth when verb is 'v' or 't':
                spec.Pad(output, truth ? "true" : "false");
                break;
            case long number when IntegerFormat.Takes(verb):
                IntegerFormat.Write(output, spec, verb, number < 0 ? 0UL - (ulong)number : (ulong)number, number < 0);
                break;
            case byte number when spec.GoSyntax && verb == 'v':
                IntegerFormat.Write(output, spec with { Sharp = true }, 'x', number, negative: false);
                break;
            case byte number when IntegerFormat.Takes(verb):
                IntegerFormat.Write(output, spec, verb, number, negative: false);
                break;
            case double number when FloatFormat.Takes(verb):
                FloatFormat.Write(output, spec, verb, number);
                break;
            case string text when TextFormat.Takes(verb):
                TextFormat.Write(output, spec, verb, text);
                break;
            case IReadOnlyDictionary<string, object?> map when IsElementwise(verb):
                WriteMap(output, spec, verb, map, depth);
                break;
            case IReadOnlyList<object?> list when IsElementwise(verb):
                WriteList(output, spec, verb, list, depth);
                break;
            default:
                WriteBadVerb(output, spec, verb, value);
                break;
        }
    }

    /// <summary>Writes <c>type=value</c>.</summary>
    public static void WriteTyped(TextBuffer output, in FormatSpec spec, object? value)
    {
        if (value is null)
        {
            output.Append("<nil>");
            return;
        }

        output.Append(GoType.NameOf(value));
        output.Append('=');
        Write(output, spec, 'v', value, depth: 0);
    }

    private static bool IsElementwise(int verb) => verb is not ('p' or 'w');

    private static void WriteBadVerb(TextBuffer output, in FormatSpec spec, int verb, object? value)
    {
        output.Append("%!");
        output.Append(GoText.ToString(verb));
        output.Append('(');
        WriteTyped(output, spec, value);
        output.Append(')');
    }

    private static void WriteMap(TextBuffer output, in FormatSpec spec, int verb, IReadOnlyDictionary<string, object?> map, int depth)
    {
        CheckDepth(depth);
        output.Append(spec.GoSyntax ? "map[string]interface {}{" : "map[");
        var first = true;
        foreach (var key in GoMap.SortedKeys(map))
        {
            if (!first)
                output.Append(spec.GoSyntax ? ", " : " ");
            first = false;
            Write(output, spec, verb, key, depth + 1);
            output.Append(':');
            Write(output, spec, verb, GoType.Unwrap(GoType.FromData(map[key])), depth + 1);
        }

        output.Append(spec.GoSyntax ? '}' : ']');
    }

    private static void WriteList(TextBuffer output, in FormatSpec spec, int verb, IReadOnlyList<object?> list, int depth)
    {
        CheckDepth(depth);
        output.Append(spec.GoSyntax ? "[]interface {}{" : "[");
        for (var i = 0; i < list.Count; i++)
        {
            if (i > 0)
                output.Append(spec.GoSyntax ? ", " : " ");
            Write(output, spec, verb, GoType.Unwrap(GoType.FromData(list[i])), depth + 1);
        }

        output.Append(spec.GoSyntax ? '}' : ']');
    }

    private static void CheckDepth(int depth)
    {
        if (depth >= GoType.MaxDepth)
            throw new RenderException($"the value is nested deeper than {GoType.MaxDepth}");
    }
}
