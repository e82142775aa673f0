namespace Allocator.Tool;

/// <summary>A table for a pipe: columns of the same width in each line, and no colours.</summary>
internal static class PlainTable
{
    public static IEnumerable<string> Of<T>(IReadOnlyList<T> items, IReadOnlyList<Column<T>> columns)
    {
        List<string[]> lines = [[.. columns.Select(column => column.Title)], .. items.Select(item => columns.Select(column => Cell.Of(column.Text(item))).ToArray())];
        var widths = Enumerable.Range(0, columns.Count).Select(index => lines.Max(line => line[index].Length) + 2).ToList();
        return lines.Select(line => string.Concat(line.Select((cell, index) => cell.PadRight(widths[index]))).TrimEnd());
    }

    /// <summary>Each fact that there is in a line.</summary>
    public static IEnumerable<string> FactsOf<T>(T item, IReadOnlyList<Column<T>> columns)
    {
        var width = columns.Max(column => column.Title.Length) + 2;
        return columns.Where(column => column.Text(item).Length > 0).Select(column => $"{column.Title.PadRight(width)}{Cell.Of(column.Text(item))}");
    }
}
