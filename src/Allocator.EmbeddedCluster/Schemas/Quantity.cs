using System.Globalization;
using System.Numerics;

namespace Allocator.Embedded;

/// <summary>An exact amount of a resource, <c>500m</c> or <c>1Gi</c>, that remembers in what style it was written. Rounds up to 10⁻⁹.</summary>
internal sealed class Quantity
{
    private const int Nano = -9;
    private const string BadFormat = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
    private const string BadSuffix = "unable to parse quantity's suffix";

    private readonly string? _written;
    private readonly QuantityStyle _style;

    private Quantity(BigInteger nanos, QuantityStyle style, string? written)
    {
        Nanos = nanos;
        _style = style;
        _written = written;
    }

    /// <summary>The amount in units of 10⁻⁹.</summary>
    public BigInteger Nanos { get; }

    public static bool TryParse(string text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Quantity? quantity, out string error)
    {
        quantity = null;
        error = BadFormat;
        if (!QuantityText.TrySplit(text, out var parts))
            return false;

        error = BadSuffix;
        if (QuantitySuffix.Interpret(parts.Suffix) is not { } suffix)
            return false;

        error = "";
        quantity = new Quantity(ToNanos(parts, suffix), suffix.Style, IsCanonical(parts, suffix) ? text : null);
        return true;
    }

    public Quantity RoundUpToThousandths()
    {
        var thousandths = BigInteger.DivRem(Nanos, 1_000_000, out var rest);
        return rest.IsZero ? this : new Quantity((thousandths + rest.Sign) * 1_000_000, _style, null);
    }

    /// <summary>The canonical form: the largest suffix that needs no fraction.</summary>
    public override string ToString()
    {
        if (_written is not null)
            return _written;
        if (Nanos.IsZero)
            return "0";

        var unit = BigInteger.Pow(10, -Nano);
        var isWhole = (Nanos % unit).IsZero;
        return _style == QuantityStyle.Binary && isWhole && BigInteger.Abs(Nanos) >= 1024 * unit
            ? InBinary(Nanos / unit)
            : InDecimal(_style == QuantityStyle.Exponent);
    }

    private static BigInteger ToNanos(QuantityText parts, QuantitySuffix suffix)
    {
        var value = BigInteger.Parse("0" + parts.Whole + parts.Fraction, CultureInfo.InvariantCulture);
        if (suffix.Style == QuantityStyle.Binary)
            value <<= suffix.Exponent;

        var scale = (suffix.Style == QuantityStyle.Binary ? 0 : suffix.Exponent) - parts.Fraction.Length - Nano;
        if (scale >= 0)
            value *= BigInteger.Pow(10, scale);
        else
        {
            value = BigInteger.DivRem(value, BigInteger.Pow(10, -scale), out var rest);
            value += rest.IsZero ? 0 : 1;
        }

        return parts.IsNegative ? -value : value;
    }

    // A server gives a value that it takes for canonical back as it was written, which keeps "1." and "+1".
    private static bool IsCanonical(QuantityText parts, QuantitySuffix suffix)
    {
        var digits = parts.Whole + parts.Fraction;
        if (suffix.Style == QuantityStyle.Binary)
            return parts.Fraction.Length == 0 && digits.Length <= 15 && long.Parse(digits, CultureInfo.InvariantCulture) % 8 != 0;

        var scale = suffix.Exponent - parts.Fraction.Length;
        return scale >= Nano && scale % 3 == 0 && digits.Length <= 18 && digits[0] != '0' && !digits.EndsWith("000", StringComparison.Ordinal);
    }

    private static string InBinary(BigInteger value)
    {
        var exponent = 0;
        for (; exponent < 60 && (value % 1024).IsZero; exponent += 10)
            value /= 1024;

        return value.ToString(CultureInfo.InvariantCulture) + QuantitySuffix.Text(QuantityStyle.Binary, exponent);
    }

    private string InDecimal(bool withExponent)
    {
        var value = Nanos;
        var exponent = Nano;
        for (; (value % 1000).IsZero && (withExponent || exponent < 18); exponent += 3)
            value /= 1000;

        var style = withExponent ? QuantityStyle.Exponent : QuantityStyle.Decimal;
        return value.ToString(CultureInfo.InvariantCulture) + QuantitySuffix.Text(style, exponent);
    }
}
