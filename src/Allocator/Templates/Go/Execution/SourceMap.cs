using System.Runtime.InteropServices;

namespace Allocator.GoTemplates;

/// <summary>Which place of the template wrote which part of the output: one entry for each piece written.</summary>
internal sealed class SourceMap(SourceText source)
{
    private readonly List<Entry> _entries = new(64);

    /// <summary>Records that the output from an offset on comes from a place.</summary>
    /// <param name="output">The offset in the output.</param>
    /// <param name="template">The offset in the template.</param>
    /// <param name="isText">Whether it is the template's own text, so that the places advance together.</param>
    public void Add(int output, int template, bool isText) => _entries.Add(new Entry(output, template, isText));

    /// <summary>The place that wrote the character at an offset of the output.</summary>
    public TemplatePosition PositionOf(int offset)
    {
        var entries = CollectionsMarshal.AsSpan(_entries);
        var found = entries.BinarySearch(new Entry(offset, 0, IsText: false));
        var entry = entries[found >= 0 ? found : ~found - 1];
        return source.PositionOf(entry.IsText ? entry.Template + offset - entry.Output : entry.Template);
    }

    private readonly record struct Entry(int Output, int Template, bool IsText) : IComparable<Entry>
    {
        public int CompareTo(Entry other) => Output.CompareTo(other.Output);
    }
}
