namespace Allocator.GoTemplates;

/// <summary>Go's <c>eq</c>, <c>ne</c>, <c>lt</c>, <c>le</c>, <c>gt</c>, <c>ge</c>, <c>not</c>, <c>and</c> and <c>or</c>.</summary>
internal static class ComparisonFunctions
{
    private const string IncompatibleTypes = "incompatible types for comparison";
    private const string InvalidType = "invalid type for comparison";

    public static TemplateFunction[] All { get; } =
    [
        TemplateFunction.Variadic("and", 1, static (_, a) => a[^1]) with { DecidedBy = false },
        TemplateFunction.Variadic("or", 1, static (_, a) => a[^1]) with { DecidedBy = true },
        TemplateFunction.Fixed("not", 1, static (_, a) => !GoType.IsTrue(a[0])),
        TemplateFunction.Variadic("eq", 1, static (_, a) => EqualsAny(a)),
        TemplateFunction.Fixed("ne", 2, static (_, a) => !AreEqual(a[0], a[1])),
        TemplateFunction.Fixed("lt", 2, static (_, a) => IsLess(a[0], a[1])),
        TemplateFunction.Fixed("le", 2, static (_, a) => IsLess(a[0], a[1]) || AreEqual(a[0], a[1])),
        TemplateFunction.Fixed("gt", 2, static (_, a) => !IsLess(a[0], a[1]) && !AreEqual(a[0], a[1])),
        TemplateFunction.Fixed("ge", 2, static (_, a) => !IsLess(a[0], a[1])),
    ];

    private static bool EqualsAny(ReadOnlySpan<object?> arguments)
    {
        if (arguments.Length == 1)
            throw new RenderException("missing argument for comparison");

        foreach (var other in arguments[1..])
        {
            if (AreEqual(arguments[0], other))
                return true;
        }

        return false;
    }

    private static bool AreEqual(object? a, object? b) => (a, b) switch
    {
        (string x, string y) => string.Equals(x, y, StringComparison.Ordinal),
        (long x, long y) => x == y,
        (bool x, bool y) => x == y,
        (double x, double y) => x == y,
        (byte x, byte y) => x == y,
        (long x, byte y) => x == y,
        (byte x, long y) => x == y,
        (null, _) or (_, null) => a is null && b is null,
        _ when IsBasic(a) || IsBasic(b) => throw new RenderException(IncompatibleTypes),
        _ => throw new RenderException($"non-comparable types {GoType.NameOf(a)}, {GoType.NameOf(b)}"),
    };

    private static bool IsLess(object? a, object? b) => (a, b) switch
    {
        (string x, string y) => GoText.Compare(x, y) < 0,
        (long x, long y) => x < y,
        (double x, double y) => x < y,
        (byte x, byte y) => x < y,
        (long x, byte y) => x < y,
        (byte x, long y) => x < y,
        _ when !IsBasic(a) || !IsBasic(b) || (a is bool && b is bool) => throw new RenderException(InvalidType),
        _ => throw new RenderException(IncompatibleTypes),
    };

    private static bool IsBasic(object? value) => value is string or bool or long or byte or double;
}
