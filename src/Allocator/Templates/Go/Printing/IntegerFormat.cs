using System.Globalization;
using System.Text;

namespace Allocator.GoTemplates;

/// <summary>Integers under the verbs of Go's <c>fmt</c>.</summary>
internal static class IntegerFormat
{
    public static bool Takes(int verb) => verb is 'v' or 'd' or 'b' or 'o' or 'O' or 'x' or 'X' or 'c' or 'q' or 'U';

    public static void Write(TextBuffer output, in FormatSpec spec, int verb, ulong magnitude, bool negative)
    {
        switch (verb)
        {
            case 'c':
                spec.Pad(output, ToRune(magnitude, negative).ToString());
                break;
            case 'q':
                spec.Pad(output, Quoting.QuoteRune(ToRune(magnitude, negative), asciiOnly: spec.Plus));
                break;
            case 'U':
                WriteCodePoint(output, spec, negative ? 0UL - magnitude : magnitude);
                break;
            default:
                WriteNumber(output, spec, verb, magnitude, negative);
                break;
        }
    }

    private static void WriteNumber(TextBuffer output, in FormatSpec spec, int verb, ulong magnitude, bool negative)
    {
        if (spec.Precision == 0 && magnitude == 0)
        {
            spec.WithoutZero().WritePadding(output, spec.Width);
            return;
        }

        var digits = verb switch
        {
            'b' => magnitude.ToString("b", CultureInfo.InvariantCulture),
            'o' or 'O' => ToOctal(magnitude),
            'x' => magnitude.ToString("x", CultureInfo.InvariantCulture),
            'X' => magnitude.ToString("X", CultureInfo.InvariantCulture),
            _ => magnitude.ToString(CultureInfo.InvariantCulture),
        };
        var sign = negative ? "-" : spec.Plus ? "+" : spec.Space ? " " : "";
        var zeros = MinimumDigits(spec, sign) - digits.Length;
        var prefix = verb switch
        {
            'b' when spec.Sharp => "0b",
            'o' when spec.Sharp && zeros <= 0 && digits[0] != '0' => "0",
            'O' when spec.Sharp && zeros <= 0 && digits[0] != '0' => "0o0",
            'O' => "0o",
            'x' when spec.Sharp => "0x",
            'X' when spec.Sharp => "0X",
            _ => "",
        };

        var padding = spec.Width - sign.Length - prefix.Length - Math.Max(zeros, 0) - digits.Length;
        if (!spec.Minus)
            output.Append(' ', padding);
        output.Append(sign);
        output.Append(prefix);
        output.Append('0', zeros);
        output.Append(digits);
        if (spec.Minus)
            output.Append(' ', padding);
    }

    /// <summary>How many digits a precision (<c>%.3d</c>) or zeros up to the width (<c>%03d</c>) ask for.</summary>
    private static int MinimumDigits(in FormatSpec spec, string sign)
    {
        if (spec.HasPrecision)
            return spec.Precision;
        return spec is { Zero: true, HasWidth: true } ? spec.Width - sign.Length : 0;
    }

    private static void WriteCodePoint(TextBuffer output, in FormatSpec spec, ulong value)
    {
        var digits = value.ToString("X4", CultureInfo.InvariantCulture);
        var text = "U+" + digits.PadLeft(Math.Max(spec.Precision, 4), '0');
        if (spec.Sharp && value <= 0x10FFFF && Rune.IsValid((int)value) && Quoting.IsPrint(new Rune((int)value)))
            text += $" '{new Rune((int)value)}'";
        spec.WithoutZero().Pad(output, text);
    }

    private static string ToOctal(ulong value)
    {
        Span<char> digits = stackalloc char[22];
        var start = digits.Length;
        do
        {
            digits[--start] = (char)('0' + (value & 7));
            value >>= 3;
        }
        while (value > 0);
        return digits[start..].ToString();
    }

    private static Rune ToRune(ulong magnitude, bool negative) =>
        !negative && magnitude <= 0x10FFFF && Rune.IsValid((int)magnitude) ? new Rune((int)magnitude) : Rune.ReplacementChar;
}
