using System.Globalization;

namespace Allocator.Embedded;

/// <summary>An amount of a resource that can be added up and compared.</summary>
/// <param name="Value">In units.</param>
/// <param name="IsBinary">Whether it is written in powers of 1024.</param>
internal readonly record struct ResourceAmount(decimal Value, bool IsBinary = false) : IComparable<ResourceAmount>
{
    private static readonly (string Suffix, decimal Factor)[] s_binary =
        [("Ei", 1L << 60), ("Pi", 1L << 50), ("Ti", 1L << 40), ("Gi", 1L << 30), ("Mi", 1L << 20), ("Ki", 1L << 10)];

    private static readonly (string Suffix, decimal Factor)[] s_decimal =
        [("E", 1e18m), ("P", 1e15m), ("T", 1e12m), ("G", 1e9m), ("M", 1e6m), ("k", 1e3m), ("", 1m), ("m", 1e-3m), ("u", 1e-6m), ("n", 1e-9m)];

    public static ResourceAmount One { get; } = new(1);

    /// <summary>Reads a quantity that has been checked; nothing is zero.</summary>
    public static ResourceAmount Parse(string text)
    {
        foreach (var (suffix, factor) in s_binary)
        {
            if (text.EndsWith(suffix, StringComparison.Ordinal))
                return new(Number(text[..^2]) * factor, true);
        }

        var last = text.Length == 0 ? '0' : text[^1];
        var unit = s_decimal.FirstOrDefault(unit => unit.Suffix.Length == 1 && unit.Suffix[0] == last);
        return unit.Factor == 0 ? new(Number(text)) : new(Number(text[..^1]) * unit.Factor);
    }

    public static ResourceAmount operator +(ResourceAmount a, ResourceAmount b) => new(a.Value + b.Value, a.Value == 0 ? b.IsBinary : a.IsBinary);

    public static bool operator >(ResourceAmount a, ResourceAmount b) => a.Value > b.Value;

    public static bool operator <(ResourceAmount a, ResourceAmount b) => a.Value < b.Value;

    public static ResourceAmount Max(ResourceAmount a, ResourceAmount b) => a > b ? a : b;

    public int CompareTo(ResourceAmount other) => Value.CompareTo(other.Value);

    /// <summary>The form of Kubernetes: with the largest suffix that needs no fraction.</summary>
    public override string ToString()
    {
        if (Value == 0)
            return "0";
        var value = Value;
        foreach (var (suffix, factor) in IsBinary && Math.Abs(value) >= 1024 ? s_binary : s_decimal)
        {
            if (value % factor == 0)
                return (value / factor).ToString("0", CultureInfo.InvariantCulture) + suffix;
        }

        return value.ToString("0", CultureInfo.InvariantCulture);
    }

    private static decimal Number(string text) => text.Length == 0 ? 0 : decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
}
