namespace Allocator.GoTemplates;

/// <summary>
/// The values of a template and their Go types: null (no value), <see cref="Nil"/>, string, bool, <see cref="long"/> (int),
/// <see cref="byte"/> (uint8, a byte of a string), <see cref="double"/> (float64), lists (<c>[]interface {}</c>) and dictionaries
/// (<c>map[string]interface {}</c>).
/// </summary>
internal static class GoType
{
    /// <summary>The deepest nesting of lists and dictionaries that is printed, compared or read.</summary>
    public const int MaxDepth = 100;

    /// <summary>A null that is an entry of a list or a dictionary. Go tells it from an absent entry when it is asked for a field.</summary>
    public static readonly object Nil = new();

    /// <summary>A value as the data holds it, as a value of a template.</summary>
    public static object? FromData(object? value) => value switch
    {
        null => Nil,
        string or bool or long or double or byte => value,
        int number => (long)number,
        float number => (double)number,
        IReadOnlyDictionary<string, object?> or IReadOnlyList<object?> => value,
        _ => throw new RenderException($"a value of type {value.GetType()} cannot be used in a template"),
    };

    /// <summary>The value, or null for <see cref="Nil"/>: what is left when it was passed on.</summary>
    public static object? Unwrap(object? value) => ReferenceEquals(value, Nil) ? null : value;

    /// <summary>The name of the value's type, as <c>%T</c> prints it.</summary>
    public static string NameOf(object? value) => value switch
    {
        null => "<nil>",
        string => "string",
        bool => "bool",
        long => "int",
        byte => "uint8",
        double => "float64",
        IReadOnlyDictionary<string, object?> => "map[string]interface {}",
        _ when ReferenceEquals(value, Nil) => "interface {}",
        _ => "[]interface {}",
    };

    /// <summary>Whether the value counts as true: it is not false, zero, empty or null.</summary>
    public static bool IsTrue(object? value) => value switch
    {
        null => false,
        bool truth => truth,
        string text => text.Length > 0,
        long number => number != 0,
        double number => number != 0,
        byte number => number != 0,
        IReadOnlyDictionary<string, object?> map => map.Count > 0,
        IReadOnlyList<object?> list => list.Count > 0,
        _ => false,
    };
}
