using Allocator.GoTemplates;

namespace Allocator.HandlebarsTemplates;

/// <summary>Reads arguments as the types that a helper wants.</summary>
internal static class HelperArguments
{
    public static string Text(this IReadOnlyList<object?> arguments, int index) => HelperValue.ToText(arguments[index]);

    /// <summary>A number of characters, up to what a text may have.</summary>
    public static int Count(this IReadOnlyList<object?> arguments, int index, HandlebarsRun run)
    {
        if (arguments[index] is not (long and >= 0))
            throw new RenderException($"argument {index + 1} must be a number of characters");
        var count = (long)arguments[index]!;
        run.CheckLength(count);
        return (int)count;
    }
}
