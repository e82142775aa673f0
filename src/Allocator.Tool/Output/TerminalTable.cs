using Spectre.Console;

namespace Allocator.Tool;

/// <summary>A table for a terminal: coloured, without empty columns, and as wide as there is room.</summary>
internal static class TerminalTable
{
    private static readonly Padding s_gap = new(0, 0, 2, 0);
    private static readonly Style s_title = new(decoration: Decoration.Bold);

    /// <summary>Where a line would be broken, each item gets lines of its own instead: what is copied from a terminal should be whole.</summary>
    public static void Write<T>(IAnsiConsole console, IReadOnlyList<T> items, IReadOnlyList<Column<T>> columns)
    {
        var shown = columns.Where(column => items.Any(item => column.Text(item).Length > 0)).ToList();
        if (PlainTable.Of(items, shown).Max(line => line.Length) < console.Profile.Width)
        {
            console.Write(TableOf(items, shown));
            return;
        }

        foreach (var item in items)
        {
            WriteFacts(console, item, shown);
            console.WriteLine();
        }
    }

    /// <summary>Each fact in a line.</summary>
    public static void WriteFacts<T>(IAnsiConsole console, T item, IReadOnlyList<Column<T>> columns)
    {
        var grid = new Grid().AddColumn(new GridColumn { Padding = s_gap, NoWrap = true }).AddColumn(new GridColumn { Padding = s_gap });
        foreach (var column in columns.Where(column => column.Text(item).Length > 0))
            grid.AddRow(new Text(column.Title, s_title), TextOf(column, item));
        console.Write(grid);
    }

    private static Table TableOf<T>(IReadOnlyList<T> items, IReadOnlyList<Column<T>> columns)
    {
        var table = new Table { Border = TableBorder.None };
        foreach (var column in columns)
            table.AddColumn(new TableColumn(new Text(column.Title, s_title)) { Padding = s_gap, NoWrap = true });
        foreach (var item in items)
            table.AddRow(columns.Select(column => TextOf(column, item)));
        return table;
    }

    private static Text TextOf<T>(Column<T> column, T item) =>
        new(Cell.Of(column.Text(item)), column.Colour?.Invoke(item) is { } colour ? Style.Parse(colour) : Style.Plain);
}
