namespace Allocator.HandlebarsTemplates;

/// <summary>The helpers that fit text into a manifest, and the one for what may be absent. What is indented is inserted as it is.</summary>
internal static class LayoutHelpers
{
    public static TemplateHelper[] All { get; } =
    [
        TemplateHelper.Fixed("indent", 2, static (run, a) => new EncodedText(Indent(run, a.Count(0, run), a.Text(1)))),
        TemplateHelper.Fixed("nindent", 2, static (run, a) => new EncodedText("\n" + Indent(run, a.Count(0, run), a.Text(1)))),
        TemplateHelper.Variadic("default", 2, static (_, a) => a.FirstOrDefault(static value => !HelperValue.IsNothing(value))),
    ];

    private static string Indent(HandlebarsRun run, int count, string text)
    {
        run.CheckLength(text.Length + (count * (1L + text.AsSpan().Count('\n'))));
        var padding = new string(' ', count);
        return padding + text.Replace("\n", "\n" + padding, StringComparison.Ordinal);
    }
}
