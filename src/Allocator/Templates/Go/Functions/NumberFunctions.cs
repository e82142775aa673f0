using System.Globalization;

namespace Allocator.GoTemplates;

/// <summary>Sprig's arithmetic, which is that of 64-bit integers, and its conversions, where what is no number is 0.</summary>
/// <remarks>See https://masterminds.github.io/sprig/math.html.</remarks>
internal static class NumberFunctions
{
    private const NumberStyles FloatStyle = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    public static TemplateFunction[] All { get; } =
    [
        TemplateFunction.Variadic("add", 0, static (_, a) => Fold(a, 0L, static (x, y) => unchecked(x + y))),
        TemplateFunction.Variadic("mul", 1, static (_, a) => Fold(a, 1L, static (x, y) => unchecked(x * y))),
        TemplateFunction.Variadic("max", 1, static (_, a) => Fold(a, long.MinValue, Math.Max)),
        TemplateFunction.Variadic("min", 1, static (_, a) => Fold(a, long.MaxValue, Math.Min)),
        TemplateFunction.Fixed("sub", 2, static (_, a) => unchecked(ToInteger(a[0]) - ToInteger(a[1]))),
        TemplateFunction.Fixed("div", 2, static (_, a) => Divide(ToInteger(a[0]), ToInteger(a[1]))),
        TemplateFunction.Fixed("mod", 2, static (_, a) => Remainder(ToInteger(a[0]), ToInteger(a[1]))),
        TemplateFunction.Fixed("int", 1, static (_, a) => ToInteger(a[0])),
        TemplateFunction.Fixed("int64", 1, static (_, a) => ToInteger(a[0])),
        TemplateFunction.Fixed("float64", 1, static (_, a) => ToFloat(a[0])),
    ];

    private static long Fold(ReadOnlySpan<object?> arguments, long start, Func<long, long, long> combine)
    {
        var result = start;
        foreach (var argument in arguments)
            result = combine(result, ToInteger(argument));
        return result;
    }

    // The smallest integer divided by -1 is no 64-bit integer: Go wraps around, .NET throws.
    private static long Divide(long a, long b) => b switch
    {
        0 => throw new RenderException("integer divide by zero"),
        -1 => unchecked(-a),
        _ => a / b,
    };

    private static long Remainder(long a, long b) => b switch
    {
        0 => throw new RenderException("integer divide by zero"),
        -1 => 0,
        _ => a % b,
    };

    private static long ToInteger(object? value) => value switch
    {
        long number => number,
        byte number => number,
        bool truth => truth ? 1 : 0,
        double number => (long)number,
        string text => Parse(text.Contains('.', StringComparison.Ordinal) ? text.TrimEnd('0').TrimEnd('.') : text) as long? ?? 0,
        _ => 0,
    };

    private static double ToFloat(object? value) => value switch
    {
        double number => number,
        string text => double.TryParse(text, FloatStyle, CultureInfo.InvariantCulture, out var number) ? number : 0,
        _ => ToInteger(value),
    };

    private static object? Parse(string text)
    {
        try
        {
            return text.Length == 0 ? null : NumberLiteral.Parse(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
