using System.Globalization;

namespace Allocator.Embedded;

internal enum QuantityStyle
{
    /// <summary>Powers of 1000: <c>m</c>, <c>k</c>, <c>M</c>.</summary>
    Decimal,

    /// <summary>Powers of 1024: <c>Ki</c>, <c>Mi</c>.</summary>
    Binary,

    /// <summary>Powers of ten written out: <c>e3</c>.</summary>
    Exponent,
}

/// <summary>What the suffix of a quantity multiplies by: 2 (binary) or 10 (otherwise) to the exponent.</summary>
internal sealed record QuantitySuffix(QuantityStyle Style, int Exponent)
{
    private static readonly string[] DecimalSuffixes = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"];
    private static readonly string[] BinarySuffixes = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];

    public static QuantitySuffix? Interpret(string suffix)
    {
        if (Array.IndexOf(DecimalSuffixes, suffix) is var tens and >= 0)
            return new QuantitySuffix(QuantityStyle.Decimal, (tens * 3) - 9);
        if (Array.IndexOf(BinarySuffixes, suffix) is var twos and > 0)
            return new QuantitySuffix(QuantityStyle.Binary, twos * 10);

        var digits = suffix.AsSpan(1);
        return suffix[0] is 'e' or 'E' && short.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent)
            ? new QuantitySuffix(QuantityStyle.Exponent, exponent)
            : null;
    }

    public static string Text(QuantityStyle style, int exponent) => style switch
    {
        QuantityStyle.Decimal => DecimalSuffixes[(exponent + 9) / 3],
        QuantityStyle.Binary => BinarySuffixes[exponent / 10],
        _ => exponent == 0 ? "" : "e" + exponent.ToString(CultureInfo.InvariantCulture),
    };
}
