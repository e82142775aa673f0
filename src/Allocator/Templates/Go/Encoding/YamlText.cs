using System.Globalization;

namespace Allocator.GoTemplates;

/// <summary>Writes a string as the YAML scalar that <c>yaml.v2</c> chooses: plain, in single or double quotes, or as a literal block.</summary>
internal static class YamlText
{
    public static void Write(TextBuffer output, string text, int indent)
    {
        var valid = GoText.ToValidText(text);
        var traits = YamlTextTraits.Of(valid);
        if (valid.Contains('\n', StringComparison.Ordinal) && traits.CanBeLiteral)
            WriteLiteral(output, valid, indent);
        else
            WriteInline(output, valid, traits);
    }

    public static void WriteKey(TextBuffer output, string key)
    {
        var valid = GoText.ToValidText(key);
        WriteInline(output, valid, YamlTextTraits.Of(valid));
    }

    private static void WriteInline(TextBuffer output, string text, YamlTextTraits traits)
    {
        if (traits.HasBreaks || !traits.CanBeSingleQuoted || !YamlScalar.IsText(text))
        {
            WriteDoubleQuoted(output, text);
        }
        else if (traits.CanBePlain)
        {
            output.Append(text);
        }
        else
        {
            output.Append('\'');
            output.Append(text.Replace("'", "''", StringComparison.Ordinal));
            output.Append('\'');
        }
    }

    private static void WriteLiteral(TextBuffer output, string text, int indent)
    {
        output.Append('|');
        if (text[0] is ' ' or '\n')
            output.Append('2');
        if (text[^1] != '\n')
            output.Append('-');
        else if (text.Length == 1 || text[^2] == '\n')
            output.Append('+');

        // The line feed that ends the last line is written by whoever writes what follows.
        foreach (var line in (text[^1] == '\n' ? text[..^1] : text).Split('\n'))
        {
            output.Append('\n');
            if (line.Length == 0)
                continue;
            output.Append(' ', indent);
            output.Append(line);
        }
    }

    private static void WriteDoubleQuoted(TextBuffer output, string text)
    {
        output.Append('"');
        foreach (var rune in text.EnumerateRunes())
        {
            if (YamlTextTraits.IsPrintable(rune) && !YamlTextTraits.IsBreak(rune) && rune.Value is not ('"' or '\\'))
                output.Append(rune.ToString());
            else
                output.Append(Escape(rune.Value));
        }

        output.Append('"');
    }

    private static string Escape(int codePoint) => codePoint switch
    {
        0 => "\\0",
        '\a' => "\\a",
        '\b' => "\\b",
        '\t' => "\\t",
        '\n' => "\\n",
        '\v' => "\\v",
        '\f' => "\\f",
        '\r' => "\\r",
        0x1B => "\\e",
        '"' => "\\\"",
        '\\' => "\\\\",
        0x85 => "\\N",
        0x2028 => "\\L",
        0x2029 => "\\P",
        <= 0xFF => string.Create(CultureInfo.InvariantCulture, $"\\x{codePoint:X2}"),
        <= 0xFFFF => string.Create(CultureInfo.InvariantCulture, $"\\u{codePoint:X4}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"\\U{codePoint:X8}"),
    };
}
