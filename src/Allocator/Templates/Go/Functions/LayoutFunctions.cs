namespace Allocator.GoTemplates;

/// <summary>The functions that fit text into a manifest: quotes and indentation.</summary>
internal static class LayoutFunctions
{
    public static TemplateFunction[] All { get; } =
    [
        TemplateFunction.Variadic("quote", 0, static (run, a) => JoinQuoted(run, a, Quoting.Quote)),
        TemplateFunction.Variadic("squote", 0, static (run, a) => JoinQuoted(run, a, static text => $"'{text}'")),
        TemplateFunction.Fixed("indent", 2, static (run, a) => Indent(run, a.Count(0, run), a.Text(1))),
        TemplateFunction.Fixed("nindent", 2, static (run, a) => "\n" + Indent(run, a.Count(0, run), a.Text(1))),
    ];

    private static string JoinQuoted(Run run, ReadOnlySpan<object?> arguments, Func<string, string> quote)
    {
        var quoted = new List<string>(arguments.Length);
        foreach (var argument in arguments)
        {
            if (argument is not null)
                quoted.Add(quote(run.ToText(argument)));
        }

        return string.Join(' ', quoted);
    }

    private static string Indent(Run run, int count, string text)
    {
        run.CheckLength(text.Length + (count * (1L + text.AsSpan().Count('\n'))));
        var padding = new string(' ', count);
        return padding + text.Replace("\n", "\n" + padding, StringComparison.Ordinal);
    }
}
