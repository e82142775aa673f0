namespace Allocator.GoTemplates;

/// <summary>What a function does with its arguments. It throws <see cref="RenderException"/> when it cannot.</summary>
internal delegate object? FunctionBody(Run run, ReadOnlySpan<object?> arguments);

/// <summary>A function of the language.</summary>
/// <param name="Name">Its name in templates.</param>
/// <param name="Required">How many arguments it needs.</param>
/// <param name="IsVariadic">Whether it takes more.</param>
/// <param name="Body">What it does.</param>
internal sealed record TemplateFunction(string Name, int Required, bool IsVariadic, FunctionBody Body)
{
    /// <summary>The truth of an argument that makes it the result at once, so that the arguments after it are not evaluated.</summary>
    public bool? DecidedBy { get; init; }

    public static TemplateFunction Fixed(string name, int count, FunctionBody body) => new(name, count, IsVariadic: false, body);

    public static TemplateFunction Variadic(string name, int required, FunctionBody body) => new(name, required, IsVariadic: true, body);

    public object? Invoke(Run run, ReadOnlySpan<object?> arguments) => Body(run, arguments);

    /// <summary>As in Go the number of arguments is looked at when the call is executed.</summary>
    public void CheckCount(Run run, int position, int count)
    {
        if (count < Required || (count > Required && !IsVariadic))
            throw run.Error(position, $"wrong number of args for {Name}: want {(IsVariadic ? "at least " : "")}{Required} got {count}");
    }
}
