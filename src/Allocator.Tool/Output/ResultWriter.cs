using System.CommandLine;
using Spectre.Console;

namespace Allocator.Tool;

/// <summary>Writes what a command found: for a person at a terminal, for a pipe, or as a program reads it. Nothing else writes to the output.</summary>
/// <param name="given">The command line.</param>
/// <param name="format">What <c>--output</c> says; null if it was not given.</param>
internal sealed class ResultWriter(ParseResult given, string? format)
{
    private readonly TextWriter _output = given.Output();

    private bool IsTerminal => Terminal.IsTerminal(_output);

    private bool IsForPrograms => format is OutputOption.Json or OutputOption.Yaml;

    /// <summary>Several results: in a pipe their names alone, unless details are wanted.</summary>
    public async Task ListAsync<T>(IReadOnlyList<T> items, Func<T, string> name, IReadOnlyList<Column<T>> columns, bool details)
    {
        if (IsForPrograms)
            await WriteDataAsync(items);
        else if (format == OutputOption.Name || (format is null && !IsTerminal && !details))
            await WriteLinesAsync(items.Select(name));
        else if (IsTerminal && items.Count > 0)
            TerminalTable.Write(Terminal.ConsoleOf(_output), items, columns);
        else if (items.Count > 0)
            await WriteLinesAsync(PlainTable.Of(items, columns));
    }

    /// <summary>One result, each of its facts in a line.</summary>
    public async Task OneAsync<T>(T item, string name, IReadOnlyList<Column<T>> columns)
    {
        if (IsForPrograms)
            await WriteDataAsync(item);
        else if (format == OutputOption.Name)
            await _output.WriteLineAsync(name);
        else if (IsTerminal)
            TerminalTable.WriteFacts(Terminal.ConsoleOf(_output), item, columns);
        else
            await WriteLinesAsync(PlainTable.FactsOf(item, columns));
    }

    /// <summary>What was made: its name alone, unless a program wants to know all.</summary>
    public Task MadeAsync<T>(T item, string name) => IsForPrograms ? WriteDataAsync(item) : _output.WriteLineAsync(name);

    private Task WriteDataAsync<T>(T data) => _output.WriteLineAsync(format == OutputOption.Json ? DataText.Json(data) : DataText.Yaml(data));

    private async Task WriteLinesAsync(IEnumerable<string> lines)
    {
        foreach (var line in lines)
            await _output.WriteLineAsync(line);
    }
}
