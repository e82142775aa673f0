using System.Globalization;
using System.Numerics;

namespace Allocator.Embedded;

/// <summary>An amount of a resource that can be added up and compared.</summary>
/// <param name="Nanos">In units of 10⁻⁹.</param>
/// <param name="IsBinary">Whether it is written in powers of 1024.</param>
internal readonly record struct ResourceAmount(BigInteger Nanos, bool IsBinary) : IComparable<ResourceAmount>
{
    private static readonly BigInteger s_kibi = 1024 * BigInteger.Pow(10, 9);

    public static ResourceAmount One { get; } = Parse("1");

    public bool IsZero => Nanos.IsZero;

    /// <summary>Reads a quantity that has been checked; nothing is zero.</summary>
    public static ResourceAmount Parse(string text) =>
        Quantity.TryParse(text, out var quantity, out _) ? new(quantity.Nanos, text.EndsWith('i')) : default;

    public static ResourceAmount operator +(ResourceAmount a, ResourceAmount b) => new(a.Nanos + b.Nanos, a.IsZero ? b.IsBinary : a.IsBinary);

    public static bool operator >(ResourceAmount a, ResourceAmount b) => a.Nanos > b.Nanos;

    public static bool operator <(ResourceAmount a, ResourceAmount b) => a.Nanos < b.Nanos;

    public static ResourceAmount Max(ResourceAmount a, ResourceAmount b) => a > b ? a : b;

    public int CompareTo(ResourceAmount other) => Nanos.CompareTo(other.Nanos);

    /// <summary>The form of Kubernetes: with the largest suffix that needs no fraction.</summary>
    public override string ToString()
    {
        var isKibi = IsBinary && (Nanos % s_kibi).IsZero;
        var text = isKibi ? (Nanos / s_kibi).ToString(CultureInfo.InvariantCulture) + "Ki" : Nanos.ToString(CultureInfo.InvariantCulture) + "n";
        return IsZero ? "0" : Quantity.TryParse(text, out var quantity, out _) ? quantity.ToString() : text;
    }
}
