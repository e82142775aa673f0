using System.Globalization;

namespace Allocator.Manifests;

/// <summary>Says where in a template, or else in its output, a problem is.</summary>
internal static class OutputPlace
{
    private const int ExcerptLength = 80;

    /// <summary>The error of a problem at a place in the output.</summary>
    public static TemplateException Error(RenderedTemplate rendered, int offset, string problem, Exception? cause = null)
    {
        var position = rendered.PositionOf(Math.Clamp(offset, 0, Math.Max(0, rendered.Text.Length - 1)));
        return new TemplateException(rendered.TemplateName, position, position is null ? $"{Of(rendered.Text, offset)}: {problem}" : problem, cause);
    }

    /// <summary>The error of a problem at a place in the output, with the line of the output that it is on.</summary>
    public static TemplateException ErrorWithExcerpt(RenderedTemplate rendered, int offset, string problem, Exception? cause = null) =>
        Error(rendered, offset, $"{problem}: {Excerpt(rendered.Text, offset)}", cause);

    private static string Of(string text, int offset)
    {
        var before = text.AsSpan(0, Math.Clamp(offset, 0, text.Length));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"line {before.Count('\n') + 1}, column {before.Length - before.LastIndexOf('\n')} of the output");
    }

    private static string Excerpt(string text, int offset)
    {
        offset = Math.Clamp(offset, 0, text.Length);
        var start = offset == 0 ? 0 : text.LastIndexOf('\n', offset - 1) + 1;
        var end = text.IndexOf('\n', offset);
        var line = text.AsSpan()[start..(end < 0 ? text.Length : end)];
        var indent = line.Length - line.TrimStart().Length;
        line = line[indent..];
        var from = Math.Clamp(offset - start - indent - (ExcerptLength / 2), 0, Math.Max(0, line.Length - ExcerptLength));
        line = line.Slice(from, Math.Min(ExcerptLength, line.Length - from)).TrimEnd();
        return string.Create(line.Length, line, static (printable, source) =>
        {
            for (var i = 0; i < source.Length; i++)
                printable[i] = char.IsControl(source[i]) || char.IsSurrogate(source[i]) ? '?' : source[i];
        });
    }
}
