using System.Globalization;
using System.Text;

namespace Allocator.GoTemplates;

/// <summary>
/// Go's <c>strconv.FormatFloat</c> for finite numbers not below zero. A precision of -1 is the fewest digits that give the number back.
/// </summary>
internal static class FloatText
{
    private const int MantissaBits = 52;
    private const int ExponentBias = 1023;

    /// <summary>From this power of ten on the shortest form has an exponent.</summary>
    private const int ShortestExponentLimit = 6;

    public static string Format(double number, char verb, int precision) => verb switch
    {
        'b' => FormatBinary(number),
        'x' => FormatHexadecimal(number, precision),
        'X' => FormatHexadecimal(number, precision).ToUpperInvariant(),
        'E' or 'G' => Format(number, char.ToLowerInvariant(verb), precision).ToUpperInvariant(),
        _ when precision < 0 => FormatShortest(number, verb),
        'e' => Exponential(DecimalDigits.ToSignificant(number, precision + 1), precision),
        'f' => Plain(DecimalDigits.ToFraction(number, precision), precision),
        _ => General(number, Math.Max(precision, 1)),
    };

    private static string FormatShortest(double number, char verb)
    {
        var digits = DecimalDigits.Shortest(number);
        var exponent = digits.Point - 1;
        return verb == 'e' || (verb == 'g' && exponent is < -4 or >= ShortestExponentLimit)
            ? Exponential(digits, digits.Digits.Length - 1)
            : Plain(digits, Math.Max(digits.Digits.Length - digits.Point, 0));
    }

    private static string General(double number, int precision)
    {
        var digits = DecimalDigits.ToSignificant(number, precision);
        var count = digits.Digits.Length;
        var limit = precision > count && count >= digits.Point ? count : precision;
        var exponent = digits.Point - 1;
        return exponent < -4 || exponent >= limit
            ? Exponential(digits, Math.Min(precision, count) - 1)
            : Plain(digits, Math.Max((precision > digits.Point ? count : precision) - digits.Point, 0));
    }

    private static string Exponential(DecimalDigits number, int precision)
    {
        var (digits, point) = number;
        var text = new StringBuilder().Append(digits.Length == 0 ? '0' : digits[0]);
        if (precision > 0)
        {
            var shown = digits.AsSpan(Math.Min(1, digits.Length), Math.Max(Math.Min(digits.Length - 1, precision), 0));
            text.Append('.').Append(shown).Append('0', precision - shown.Length);
        }

        var exponent = digits.Length == 0 ? 0 : point - 1;
        return text.Append('e').Append(FormatExponent(exponent)).ToString();
    }

    private static string FormatExponent(int exponent) => exponent.ToString("+00;-00", CultureInfo.InvariantCulture);

    private static string Plain(DecimalDigits number, int precision)
    {
        var (digits, point) = number;
        var text = new StringBuilder();
        if (point > 0)
            text.Append(digits.AsSpan(0, Math.Min(digits.Length, point))).Append('0', Math.Max(point - digits.Length, 0));
        else
            text.Append('0');

        if (precision > 0)
        {
            var zeros = Math.Min(Math.Max(-point, 0), precision);
            var fraction = digits.AsSpan(Math.Min(Math.Max(point, 0), digits.Length));
            fraction = fraction[..Math.Min(fraction.Length, precision - zeros)];
            text.Append('.').Append('0', zeros).Append(fraction).Append('0', precision - zeros - fraction.Length);
        }

        return text.ToString();
    }

    private static string FormatBinary(double number)
    {
        var (mantissa, exponent) = Decompose(number);
        exponent -= MantissaBits;
        return string.Create(CultureInfo.InvariantCulture, $"{mantissa}p{(exponent < 0 ? "" : "+")}{exponent}");
    }

    private static string FormatHexadecimal(double number, int precision)
    {
        const int LeadingBit = 60;
        var (mantissa, exponent) = Decompose(number);
        if (mantissa == 0)
            exponent = 0;
        mantissa <<= LeadingBit - MantissaBits;
        while (mantissa != 0 && mantissa >> LeadingBit == 0)
            (mantissa, exponent) = (mantissa << 1, exponent - 1);

        if (precision is >= 0 and < 15)
        {
            var dropped = LeadingBit - (precision * 4);
            var extra = mantissa & ((1UL << dropped) - 1);
            var half = 1UL << (dropped - 1);
            mantissa >>= dropped;
            if (extra > half || (extra == half && (mantissa & 1) == 1))
                mantissa++;
            mantissa <<= dropped;
            if (mantissa >> (LeadingBit + 1) != 0)
                (mantissa, exponent) = (mantissa >> 1, exponent + 1);
        }

        var all = (mantissa & ((1UL << LeadingBit) - 1)).ToString("x15", CultureInfo.InvariantCulture);
        var fraction = precision < 0 ? all.TrimEnd('0') : precision < all.Length ? all[..precision] : all.PadRight(precision, '0');
        var point = fraction.Length > 0 ? "." : "";
        return string.Create(CultureInfo.InvariantCulture, $"0x{mantissa >> LeadingBit}{point}{fraction}p{FormatExponent(exponent)}");
    }

    private static (ulong Mantissa, int Exponent) Decompose(double number)
    {
        var bits = BitConverter.DoubleToUInt64Bits(number);
        var mantissa = bits & ((1UL << MantissaBits) - 1);
        var exponent = (int)(bits >> MantissaBits);
        return exponent == 0 ? (mantissa, 1 - ExponentBias) : (mantissa | (1UL << MantissaBits), exponent - ExponentBias);
    }
}
