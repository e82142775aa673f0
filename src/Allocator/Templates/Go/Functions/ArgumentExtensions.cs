namespace Allocator.GoTemplates;

/// <summary>Reads arguments as the types that a function wants.</summary>
internal static class ArgumentExtensions
{
    public static string Text(this ReadOnlySpan<object?> arguments, int index) =>
        arguments[index] as string ?? throw WrongType(arguments, index, "string");

    public static IReadOnlyDictionary<string, object?> Map(this ReadOnlySpan<object?> arguments, int index) =>
        arguments[index] as IReadOnlyDictionary<string, object?> ?? throw WrongType(arguments, index, "map[string]interface {}");

    public static IReadOnlyList<object?> List(this ReadOnlySpan<object?> arguments, int index) =>
        arguments[index] as IReadOnlyList<object?> ?? throw WrongType(arguments, index, "[]interface {}");

    public static bool Truth(this ReadOnlySpan<object?> arguments, int index) =>
        arguments[index] is bool truth ? truth : throw WrongType(arguments, index, "bool");

    /// <summary>An integer that counts something, up to what a text may have characters.</summary>
    public static int Count(this ReadOnlySpan<object?> arguments, int index, Run run) => arguments[index] switch
    {
        long and < 0 => throw new RenderException($"argument {index + 1} is negative"),
        long count when count <= run.MaxLength => (int)count,
        long => throw new RenderException($"argument {index + 1} is more than the limit of {run.MaxLength} characters"),
        _ => throw WrongType(arguments, index, "int"),
    };

    public static long Integer(this ReadOnlySpan<object?> arguments, int index) =>
        arguments[index] is long number ? number : throw WrongType(arguments, index, "int");

    private static RenderException WrongType(ReadOnlySpan<object?> arguments, int index, string expected) =>
        new($"wrong type for argument {index + 1}; expected {expected}; got {GoType.NameOf(arguments[index])}");
}
