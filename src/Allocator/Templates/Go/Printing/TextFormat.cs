using System.Globalization;
using System.Text;

namespace Allocator.GoTemplates;

/// <summary>Strings under the verbs of Go's <c>fmt</c>.</summary>
internal static class TextFormat
{
    public static bool Takes(int verb) => verb is 'v' or 's' or 'q' or 'x' or 'X';

    public static void Write(TextBuffer output, in FormatSpec spec, int verb, string text)
    {
        switch (verb)
        {
            case 'x' or 'X':
                WriteHexadecimal(output, spec, text, upper: verb == 'X');
                break;
            case 'q':
            case 'v' when spec.GoSyntax:
                WriteQuoted(output, spec, Truncate(text, spec));
                break;
            default:
                spec.Pad(output, Truncate(text, spec));
                break;
        }
    }

    private static ReadOnlySpan<char> Truncate(string text, in FormatSpec spec)
    {
        if (!spec.HasPrecision || text.Length <= spec.Precision)
            return text;

        var end = 0;
        for (var runes = 0; runes < spec.Precision && end < text.Length; runes++)
        {
            GoText.ReadRune(text.AsSpan(end), out var length);
            end += length;
        }

        return text.AsSpan(0, end);
    }

    private static void WriteQuoted(TextBuffer output, in FormatSpec spec, ReadOnlySpan<char> text)
    {
        var quoted = new StringBuilder(text.Length + 2);
        if (spec.Sharp && Quoting.CanBackquote(text))
            quoted.Append('`').Append(text).Append('`');
        else
            Quoting.AppendQuoted(quoted, text, '"', asciiOnly: spec.Plus);
        spec.Pad(output, quoted.ToString());
    }

    private static void WriteHexadecimal(TextBuffer output, in FormatSpec spec, string text, bool upper)
    {
        var bytes = GoText.ToBytes(text).AsSpan();
        if (spec.HasPrecision && spec.Precision < bytes.Length)
            bytes = bytes[..spec.Precision];

        var prefix = !spec.Sharp ? "" : upper ? "0X" : "0x";
        var hexadecimal = new StringBuilder(bytes.Length * 2);
        for (var i = 0; i < bytes.Length; i++)
        {
            if (i > 0 && spec.Space)
                hexadecimal.Append(' ');
            if (i == 0 || spec.Space)
                hexadecimal.Append(prefix);
            hexadecimal.Append(bytes[i].ToString(upper ? "X2" : "x2", CultureInfo.InvariantCulture));
        }

        spec.Pad(output, hexadecimal.ToString());
    }
}
