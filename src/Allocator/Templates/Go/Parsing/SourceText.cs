namespace Allocator.GoTemplates;

/// <summary>A template's text, and where its lines begin.</summary>
internal sealed class SourceText(string name, string text)
{
    private readonly Lazy<int[]> _lineStarts = new(() => FindLineStarts(text));

    public string Name => name;

    public string Text => text;

    public TemplatePosition PositionOf(int offset)
    {
        var starts = _lineStarts.Value;
        var found = Array.BinarySearch(starts, offset);
        var line = found >= 0 ? found : ~found - 1;
        return new TemplatePosition(line + 1, offset - starts[line] + 1);
    }

    public TemplateException Error(int offset, string problem, Exception? cause = null) => new(name, PositionOf(offset), problem, cause);

    private static int[] FindLineStarts(string text)
    {
        var starts = new List<int> { 0 };
        for (var i = text.IndexOf('\n', StringComparison.Ordinal); i >= 0; i = text.IndexOf('\n', i + 1))
            starts.Add(i + 1);
        return [.. starts];
    }
}
