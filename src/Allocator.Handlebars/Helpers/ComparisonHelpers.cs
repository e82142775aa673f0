using Allocator.GoTemplates;

namespace Allocator.HandlebarsTemplates;

/// <summary>The helpers for conditions. A text and a number are never equal.</summary>
internal static class ComparisonHelpers
{
    public static TemplateHelper[] All { get; } =
    [
        TemplateHelper.Fixed("eq", 2, static (_, a) => AreEqual(a[0], a[1])),
        TemplateHelper.Fixed("ne", 2, static (_, a) => !AreEqual(a[0], a[1])),
        TemplateHelper.Fixed("lt", 2, static (_, a) => Compare(a[0], a[1]) < 0),
        TemplateHelper.Fixed("le", 2, static (_, a) => Compare(a[0], a[1]) <= 0),
        TemplateHelper.Fixed("gt", 2, static (_, a) => Compare(a[0], a[1]) > 0),
        TemplateHelper.Fixed("ge", 2, static (_, a) => Compare(a[0], a[1]) >= 0),
        TemplateHelper.Variadic("and", 1, static (_, a) => a.FirstOrDefault(static value => !HelperValue.IsTrue(value), a[^1])),
        TemplateHelper.Variadic("or", 1, static (_, a) => a.FirstOrDefault(HelperValue.IsTrue, a[^1])),
        TemplateHelper.Fixed("not", 1, static (_, a) => !HelperValue.IsTrue(a[0])),
    ];

    private static bool AreEqual(object? a, object? b) => (a, b) switch
    {
        (long x, double y) => x == y,
        (double x, long y) => x == y,
        _ => Equals(a, b),
    };

    private static int Compare(object? a, object? b) => (a, b) switch
    {
        (long x, long y) => x.CompareTo(y),
        (long or double, long or double) => ToDouble(a).CompareTo(ToDouble(b)),
        (string x, string y) => string.CompareOrdinal(x, y),
        _ => throw new RenderException("only two numbers or two texts can be compared"),
    };

    private static double ToDouble(object? number) => number is long integer ? integer : (double)number!;
}
