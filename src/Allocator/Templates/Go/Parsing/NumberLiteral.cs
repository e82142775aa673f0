using System.Globalization;

namespace Allocator.GoTemplates;

/// <summary>Reads number constants as Go writes them: decimal, <c>0x</c>, <c>0o</c>, <c>0b</c>, floating point, with underscores.</summary>
/// <remarks>See https://go.dev/ref/spec#Integer_literals and #Floating-point_literals.</remarks>
internal static class NumberLiteral
{
    /// <summary>The length of what looks like a number at the beginning of the text; whether it is one, <see cref="Parse"/> says.</summary>
    public static int Scan(ReadOnlySpan<char> text)
    {
        var length = Accept(text, 0, "+-");
        var digits = "0123456789_";
        var exponent = "eE";
        if (length < text.Length && text[length] == '0')
        {
            length++;
            if (Accept(text, length, "xX") > length)
                (digits, exponent) = ("0123456789abcdefABCDEF_", "pP");
            else if (Accept(text, length, "oO") > length)
                (digits, exponent) = ("01234567_", "");
            else if (Accept(text, length, "bB") > length)
                (digits, exponent) = ("01_", "");
            if (digits[^2] != '9')
                length++;
        }

        length = AcceptRun(text, length, digits);
        if (Accept(text, length, ".") > length)
            length = AcceptRun(text, length + 1, digits);
        if (Accept(text, length, exponent) > length)
            length = AcceptRun(text, Accept(text, length + 1, "+-"), "0123456789_");
        return length;
    }

    /// <summary>The value: a <see cref="long"/>, a <see cref="double"/> or <see cref="TooLargeInteger"/>.</summary>
    /// <exception cref="FormatException">It is not a number.</exception>
    public static object Parse(string text)
    {
        var plain = text.Replace("_", "", StringComparison.Ordinal);
        if (!UnderscoresSeparateDigits(text))
            throw new FormatException($"illegal number syntax: {Quoting.Quote(text)}");
        if (TryParseInteger(plain, out var magnitude))
            return ToInteger(text, magnitude);
        if (TryParseFloat(plain, out var number) && double.IsFinite(number))
            return text.AsSpan().ContainsAny(".eEpP") ? number : throw Overflow(text);
        throw new FormatException($"illegal number syntax: {Quoting.Quote(text)}");
    }

    private static object ToInteger(string text, ulong magnitude)
    {
        var isSigned = text[0] is '+' or '-';
        if (magnitude > (text[0] == '-' ? 1UL << 63 : long.MaxValue))
            return isSigned ? throw Overflow(text) : new TooLargeInteger(text);

        // Go takes a signed hexadecimal number with an e in it for a floating point number.
        var value = text[0] == '-' ? unchecked(-(long)magnitude) : (long)magnitude;
        return isSigned && text.AsSpan().ContainsAny("eE") ? (double)value : (object)value;
    }

    private static FormatException Overflow(string text) => new($"integer overflow: {Quoting.Quote(text)}");

    private static bool TryParseInteger(string text, out ulong magnitude)
    {
        magnitude = 0;
        var digits = text.AsSpan(text[0] is '+' or '-' ? 1 : 0);
        var radix = 10UL;
        if (digits.Length > 1 && digits[0] == '0')
        {
            (radix, var prefix) = (digits[1] | 0x20) switch { 'x' => (16UL, 2), 'o' => (8UL, 2), 'b' => (2UL, 2), _ => (8UL, 1) };
            digits = digits[prefix..];
        }

        foreach (var c in digits)
        {
            var digit = (ulong)HexDigit.ValueOf(c);
            if (digit >= radix || magnitude > (ulong.MaxValue - digit) / radix)
                return false;
            magnitude = (magnitude * radix) + digit;
        }

        return digits.Length > 0;
    }

    private static bool TryParseFloat(string text, out double number)
    {
        if (text.AsSpan(text[0] is '+' or '-' ? 1 : 0).StartsWith("0x", StringComparison.OrdinalIgnoreCase))
            return TryParseHexadecimalFloat(text, out number);

        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return double.TryParse(text, Style, CultureInfo.InvariantCulture, out number);
    }

    private static bool TryParseHexadecimalFloat(string text, out double number)
    {
        number = 0;
        var begin = text[0] is '+' or '-' ? 3 : 2;
        var exponentMark = text.AsSpan().IndexOfAny('p', 'P');
        var exponentText = text.AsSpan(exponentMark + 1);
        if (exponentMark <= begin || !int.TryParse(exponentText, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent))
            return false;

        var mantissa = 0UL;
        var digitsSeen = 0;
        var pointSeen = false;
        foreach (var c in text.AsSpan(begin, exponentMark - begin))
        {
            if (c == '.')
            {
                pointSeen = true;
                continue;
            }

            var digit = (ulong)HexDigit.ValueOf(c);
            if (digit > 0xF)
                return false;
            digitsSeen++;
            if (mantissa >> 60 == 0)
                (mantissa, exponent) = ((mantissa << 4) | digit, pointSeen ? exponent - 4 : exponent);
            else
                (mantissa, exponent) = (mantissa | (digit == 0 ? 0UL : 1UL), pointSeen ? exponent : exponent + 4);
        }

        number = Math.ScaleB(mantissa, exponent);
        if (text[0] == '-')
            number = -number;
        return digitsSeen > 0;
    }

    private static bool UnderscoresSeparateDigits(string text)
    {
        var begin = text[0] is '+' or '-' ? 1 : 0;
        var hasPrefix = text.Length > begin + 1 && text[begin] == '0' && "bBoOxX".Contains(text[begin + 1], StringComparison.Ordinal);
        for (var i = begin; i < text.Length; i++)
        {
            if (text[i] != '_')
                continue;
            var afterDigit = i > begin && (IsDigit(text[i - 1], hasPrefix) || (hasPrefix && i == begin + 2));
            if (!afterDigit || i + 1 == text.Length || !IsDigit(text[i + 1], hasPrefix))
                return false;
        }

        return true;
    }

    private static bool IsDigit(char c, bool hexadecimal) => hexadecimal ? char.IsAsciiHexDigit(c) : char.IsAsciiDigit(c);

    private static int Accept(ReadOnlySpan<char> text, int at, string valid) =>
        at < text.Length && valid.Contains(text[at], StringComparison.Ordinal) ? at + 1 : at;

    private static int AcceptRun(ReadOnlySpan<char> text, int at, string valid)
    {
        var length = text[at..].IndexOfAnyExcept(valid);
        return length < 0 ? text.Length : at + length;
    }
}

/// <summary>An integer that needs the 64th bit: as in Go a valid constant that has no value.</summary>
internal sealed record TooLargeInteger(string Text);
