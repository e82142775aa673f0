using Allocator.GoTemplates;
using HandlebarsDotNet;

namespace Allocator.HandlebarsTemplates;

/// <summary>What a helper does. It throws <see cref="RenderException"/> when it cannot.</summary>
internal delegate object? HelperBody(HandlebarsRun run, IReadOnlyList<object?> arguments);

/// <summary>A helper.</summary>
/// <param name="Name">Its name in templates.</param>
/// <param name="Required">How many arguments it needs.</param>
/// <param name="IsVariadic">Whether it takes more.</param>
/// <param name="Body">What it does.</param>
internal sealed record TemplateHelper(string Name, int Required, bool IsVariadic, HelperBody Body)
{
    public static TemplateHelper Fixed(string name, int count, HelperBody body) => new(name, count, IsVariadic: false, body);

    public static TemplateHelper Variadic(string name, int required, HelperBody body) => new(name, required, IsVariadic: true, body);

    public object? Invoke(Arguments arguments)
    {
        try
        {
            if (arguments.Length < Required || (arguments.Length > Required && !IsVariadic))
                throw new RenderException($"it takes {(IsVariadic ? "at least " : "")}{Required} arguments, but there are {arguments.Length}");
            var run = HandlebarsRun.Current;
            var result = Body(run, [.. arguments.AsEnumerable().Select(HelperValue.Of)]);
            run.Step((result as EncodedText)?.Text ?? result);
            return result;
        }
        catch (RenderException failure)
        {
            throw new HelperException(Name, failure);
        }
    }
}
