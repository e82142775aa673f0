using System.CommandLine;
using Spectre.Console;

namespace Allocator.Tool;

/// <summary>Writes what a command found: for a person at a terminal, for a pipe, or as a program reads it. Nothing else writes to the output.</summary>
/// <param name="given">The command line.</param>
/// <param name="format">What <c>--output</c> says; null if it was not given.</param>
internal sealed class ResultWriter(ParseResult given, string? format)
{
    private static readonly Padding s_gap = new(0, 0, 2, 0);

    private readonly TextWriter _output = given.Output();

    public bool IsTerminal => Terminal.IsTerminal(_output);

    /// <summary>Whether the result goes to a person, or to whom the plain form is enough.</summary>
    public bool IsForPrograms => format is OutputOption.Json or OutputOption.Yaml;

    /// <summary>Several results: in a pipe their names alone, unless details are wanted.</summary>
    public async Task ListAsync<T>(IReadOnlyList<T> items, Func<T, string> name, IReadOnlyList<Column<T>> columns, bool details)
    {
        if (IsForPrograms)
            await WriteDataAsync(items);
        else if (format == OutputOption.Name || (format is null && !IsTerminal && !details))
            await WriteLinesAsync(items.Select(name));
        else if (IsTerminal && items.Count > 0)
            Terminal.ConsoleOf(_output).Write(TableOf(items, columns));
        else if (items.Count > 0)
            await WriteLinesAsync(PlainTable.Of(items, columns));
    }

    /// <summary>One result, each of its facts in a line.</summary>
    public async Task OneAsync<T>(T item, string name, IReadOnlyList<Column<T>> columns)
    {
        var facts = columns.Select(column => (column.Title, Text: Cell.Of(column.Text(item)), Colour: column.Colour?.Invoke(item))).Where(fact => fact.Text.Length > 0).ToList();
        var width = facts.Max(fact => fact.Title.Length) + 2;
        if (IsForPrograms)
            await WriteDataAsync(item);
        else if (format == OutputOption.Name)
            await _output.WriteLineAsync(name);
        else if (IsTerminal)
            Terminal.ConsoleOf(_output).Write(GridOf(facts));
        else
            await WriteLinesAsync(facts.Select(fact => $"{fact.Title.PadRight(width)}{fact.Text}"));
    }

    /// <summary>What was made: its name alone, unless a program wants to know all.</summary>
    public Task MadeAsync<T>(T item, string name) => IsForPrograms ? WriteDataAsync(item) : _output.WriteLineAsync(name);

    private Task WriteDataAsync<T>(T data) => _output.WriteLineAsync(format == OutputOption.Json ? DataText.Json(data) : DataText.Yaml(data));

    private async Task WriteLinesAsync(IEnumerable<string> lines)
    {
        foreach (var line in lines)
            await _output.WriteLineAsync(line);
    }

    private static Table TableOf<T>(IReadOnlyList<T> items, IReadOnlyList<Column<T>> columns)
    {
        var table = new Table { Border = TableBorder.None, UseSafeBorder = true };
        var shown = columns.Where(column => items.Any(item => column.Text(item).Length > 0)).ToList();
        foreach (var column in shown)
            table.AddColumn(new TableColumn(new Text(column.Title, new Style(decoration: Decoration.Bold))) { Padding = s_gap, NoWrap = !column.Wraps });
        foreach (var item in items)
            table.AddRow(shown.Select(column => TextOf(Cell.Of(column.Text(item)), column.Colour?.Invoke(item))));
        return table;
    }

    private static Grid GridOf(IEnumerable<(string Title, string Text, string? Colour)> facts)
    {
        var grid = new Grid().AddColumn(new GridColumn { Padding = s_gap, NoWrap = true }).AddColumn(new GridColumn { Padding = s_gap });
        foreach (var (title, text, colour) in facts)
            grid.AddRow(new Text(title, new Style(decoration: Decoration.Bold)), TextOf(text, colour));
        return grid;
    }

    private static Text TextOf(string text, string? colour) => new(text, colour is null ? Style.Plain : Style.Parse(colour));
}
