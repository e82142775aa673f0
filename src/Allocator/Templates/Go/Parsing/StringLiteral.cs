using System.Text;

namespace Allocator.GoTemplates;

/// <summary>Reads string and rune constants as Go writes them.</summary>
/// <remarks>See https://go.dev/ref/spec#String_literals and #Rune_literals.</remarks>
internal static class StringLiteral
{
    /// <summary>The value of a constant in double quotes or back quotes.</summary>
    /// <exception cref="FormatException">It is not one.</exception>
    public static string Unquote(string literal)
    {
        var content = literal.AsSpan(1, literal.Length - 2);
        if (literal[0] == '`')
            return content.ToString().Replace("\r", "", StringComparison.Ordinal);
        if (!content.Contains('\\'))
            return content.ToString();

        var bytes = new List<byte>(content.Length);
        Span<byte> encoded = stackalloc byte[4];
        while (content.Length > 0)
        {
            var (value, isByte) = ReadCharacter(ref content, '"');
            if (isByte)
                bytes.Add((byte)value);
            else
                bytes.AddRange(encoded[..GoText.Encode(value, encoded)]);
        }

        return GoText.Decode(bytes.ToArray());
    }

    /// <summary>The code point of a rune constant.</summary>
    /// <exception cref="FormatException">It is not one.</exception>
    public static int UnquoteRune(string literal)
    {
        var content = literal.AsSpan(1, literal.Length - 2);
        if (content.IsEmpty)
            throw InvalidSyntax();

        var (value, _) = ReadCharacter(ref content, '\'');
        return content.IsEmpty ? value : throw new FormatException($"malformed character constant: {literal}");
    }

    private static (int Value, bool IsByte) ReadCharacter(ref ReadOnlySpan<char> text, char quote)
    {
        if (text[0] != '\\')
        {
            Rune.DecodeFromUtf16(text, out var rune, out var length);
            text = text[length..];
            return (rune.Value, false);
        }

        if (text.Length < 2)
            throw InvalidSyntax();

        var kind = text[1];
        text = text[2..];
        switch (kind)
        {
            case 'a': return ('\a', false);
            case 'b': return ('\b', false);
            case 'f': return ('\f', false);
            case 'n': return ('\n', false);
            case 'r': return ('\r', false);
            case 't': return ('\t', false);
            case 'v': return ('\v', false);
            case '\\': return ('\\', false);
            case '\'' or '"' when kind == quote: return (kind, false);
            case 'x': return ((int)ReadDigits(ref text, 2, 16), true);
            case 'u': return (ToCodePoint(ReadDigits(ref text, 4, 16)), false);
            case 'U': return (ToCodePoint(ReadDigits(ref text, 8, 16)), false);
            case >= '0' and <= '7':
                var value = ((kind - '0') * 64) + (int)ReadDigits(ref text, 2, 8);
                return value <= byte.MaxValue ? (value, true) : throw InvalidSyntax();
            default: throw InvalidSyntax();
        }
    }

    private static long ReadDigits(ref ReadOnlySpan<char> text, int count, int radix)
    {
        if (text.Length < count)
            throw InvalidSyntax();

        var value = 0L;
        foreach (var c in text[..count])
        {
            var digit = HexDigit.ValueOf(c);
            value = digit < radix ? (value * radix) + digit : throw InvalidSyntax();
        }

        text = text[count..];
        return value;
    }

    private static int ToCodePoint(long value) => value <= int.MaxValue && Rune.IsValid((int)value) ? (int)value : throw InvalidSyntax();

    private static FormatException InvalidSyntax() => new("invalid syntax");
}
