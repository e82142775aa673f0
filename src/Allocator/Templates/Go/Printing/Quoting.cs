using System.Globalization;
using System.Text;

namespace Allocator.GoTemplates;

/// <summary>Go's <c>strconv.Quote</c> and its relatives.</summary>
internal static class Quoting
{
    public static string Quote(string text)
    {
        var quoted = new StringBuilder(text.Length + 2);
        AppendQuoted(quoted, text, '"', asciiOnly: false);
        return quoted.ToString();
    }

    public static string QuoteRune(Rune rune) => QuoteRune(rune, asciiOnly: false);

    public static string QuoteRune(Rune rune, bool asciiOnly)
    {
        var quoted = new StringBuilder("'");
        AppendEscaped(quoted, rune, '\'', asciiOnly);
        return quoted.Append('\'').ToString();
    }

    public static void AppendQuoted(StringBuilder quoted, ReadOnlySpan<char> text, char quote, bool asciiOnly)
    {
        quoted.Append(quote);
        while (text.Length > 0)
        {
            if (GoText.TryReadByte(text, out var single, out var length))
                quoted.Append(CultureInfo.InvariantCulture, $"\\x{single:x2}");
            else
                AppendEscaped(quoted, GoText.ReadRune(text, out length), quote, asciiOnly);
            text = text[length..];
        }

        quoted.Append(quote);
    }

    /// <summary>Whether the text can stand between back quotes.</summary>
    public static bool CanBackquote(ReadOnlySpan<char> text)
    {
        while (text.Length > 0)
        {
            if (GoText.TryReadByte(text, out _, out _) || (text[0] < ' ' && text[0] != '\t') || text[0] is '`' or '\u007F' or '\uFEFF')
                return false;
            GoText.ReadRune(text, out var length);
            text = text[length..];
        }

        return true;
    }

    /// <summary>Whether Go takes a character for printable: letters, marks, numbers, punctuation, symbols and the ASCII space.</summary>
    public static bool IsPrint(Rune rune) => rune.Value == ' ' || Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    private static void AppendEscaped(StringBuilder quoted, Rune rune, char quote, bool asciiOnly)
    {
        if (rune.Value == quote || rune.Value == '\\')
        {
            quoted.Append('\\').Append((char)rune.Value);
            return;
        }

        if (asciiOnly ? rune.Value is >= ' ' and < 0x7f : IsPrint(rune))
        {
            quoted.Append(rune);
            return;
        }

        _ = rune.Value switch
        {
            '\a' => quoted.Append("\\a"),
            '\b' => quoted.Append("\\b"),
            '\f' => quoted.Append("\\f"),
            '\n' => quoted.Append("\\n"),
            '\r' => quoted.Append("\\r"),
            '\t' => quoted.Append("\\t"),
            '\v' => quoted.Append("\\v"),
            < ' ' or 0x7f => quoted.Append(CultureInfo.InvariantCulture, $"\\x{rune.Value:x2}"),
            < 0x10000 => quoted.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}"),
            _ => quoted.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:x8}"),
        };
    }
}
