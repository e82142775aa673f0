using System.Text;

namespace Allocator.GoTemplates;

/// <summary>Floating point numbers under the verbs of Go's <c>fmt</c>.</summary>
internal static class FloatFormat
{
    private const int DefaultPrecision = 6;

    public static bool Takes(int verb) => verb is 'v' or 'b' or 'g' or 'G' or 'x' or 'X' or 'f' or 'F' or 'e' or 'E';

    public static void Write(TextBuffer output, in FormatSpec spec, int verb, double number)
    {
        var sign = number < 0 || (number == 0 && double.IsNegative(number)) ? "-" : spec.Plus ? "+" : spec.Space ? " " : "";
        if (!double.IsFinite(number))
        {
            var text = double.IsNaN(number) ? "NaN" : sign.Length > 0 ? "Inf" : "+Inf";
            spec.WithoutZero().Pad(output, sign + text);
            return;
        }

        var letter = verb switch { 'v' => 'g', 'F' => 'f', _ => (char)verb };
        var precision = spec.HasPrecision ? spec.Precision : letter is 'f' or 'e' or 'E' ? DefaultPrecision : -1;
        var digits = FloatText.Format(Math.Abs(number), letter, precision);
        if (spec.Sharp && letter != 'b')
            digits = WithDecimalPoint(digits, letter, precision);

        if (spec.Zero && sign.Length > 0)
        {
            output.Append(sign);
            spec.WritePadding(output, spec.Width - sign.Length - digits.Length);
            output.Append(digits);
            return;
        }

        spec.Pad(output, sign + digits);
    }

    /// <summary>Adds the decimal point and the zeros at the end that the flag <c>#</c> keeps.</summary>
    private static string WithDecimalPoint(string digits, char verb, int precision)
    {
        var tailStart = digits.AsSpan().IndexOfAny(verb is 'x' or 'X' ? "pP" : "eE");
        var tail = tailStart < 0 ? "" : digits[tailStart..];
        var text = new StringBuilder(tailStart < 0 ? digits : digits[..tailStart]);
        var missing = verb is 'g' or 'G' or 'x' ? (precision < 0 ? DefaultPrecision : precision) : 0;
        missing -= CountSignificant(text.ToString());
        if (!text.ToString().Contains('.', StringComparison.Ordinal))
        {
            if (text is { Length: 1 } && text[0] == '0')
                missing--;
            text.Append('.');
        }

        return text.Append('0', Math.Max(missing, 0)).Append(tail).ToString();
    }

    private static int CountSignificant(string digits)
    {
        var first = digits.AsSpan().IndexOfAnyExcept("0.");
        return first < 0 ? 0 : digits.Length - first - (digits.IndexOf('.', first) >= 0 ? 1 : 0);
    }
}
