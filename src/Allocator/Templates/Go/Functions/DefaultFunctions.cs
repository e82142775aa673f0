namespace Allocator.GoTemplates;

/// <summary>The functions that choose between values and ask what a value is.</summary>
/// <remarks>See https://masterminds.github.io/sprig/defaults.html.</remarks>
internal static class DefaultFunctions
{
    public static TemplateFunction[] All { get; } =
    [
        TemplateFunction.Variadic("default", 1, static (_, a) => a.Length > 1 && GoType.IsTrue(a[1]) ? a[1] : a[0]),
        TemplateFunction.Fixed("empty", 1, static (_, a) => !GoType.IsTrue(a[0])),
        TemplateFunction.Variadic("coalesce", 0, Coalesce),
        TemplateFunction.Fixed("ternary", 3, static (_, a) => a.Truth(2) ? a[0] : a[1]),
        TemplateFunction.Fixed("required", 2, static (_, a) => a[1] is null or "" ? throw new RenderException(a.Text(0)) : a[1]),
        TemplateFunction.Fixed("kindIs", 2, static (_, a) => IsOfKind(a.Text(0), a[1])),
    ];

    private static object? Coalesce(Run run, ReadOnlySpan<object?> arguments)
    {
        foreach (var argument in arguments)
        {
            if (GoType.IsTrue(argument))
                return argument;
        }

        return null;
    }

    /// <summary>Integers are both <c>int</c> and <c>int64</c>: templates need not know which function made them.</summary>
    private static bool IsOfKind(string kind, object? value) => value switch
    {
        null => kind == "invalid",
        long => kind is "int" or "int64",
        IReadOnlyDictionary<string, object?> => kind == "map",
        IReadOnlyList<object?> => kind == "slice",
        _ => kind == GoType.NameOf(value),
    };
}
