using System.CommandLine;
using Spectre.Console;

namespace Allocator.Tool;

/// <summary>Writes each finding as it comes, or all as data in the end.</summary>
internal sealed class FindingWriter(ParseResult given, string? format)
{
    private readonly List<Line> _lines = [];
    private readonly IAnsiConsole? _console = Terminal.IsTerminal(given.Output()) ? Terminal.ConsoleOf(given.Output()) : null;

    public async Task AddAsync(string check, Finding finding)
    {
        _lines.Add(new Line(check, finding.Status, finding.Found, finding.Advice));
        if (format is not null)
            return;
        var advice = finding.Advice is null ? "" : $"To do: {finding.Advice}";
        if (_console is null)
        {
            await given.Output().WriteLineAsync($"{Name(finding),-8} {check,-14} {Cell.Of(finding.Found)}");
            if (advice.Length > 0)
                await given.Output().WriteLineAsync($"{"",-23} {Cell.Of(advice)}");
            return;
        }

        var grid = new Grid().AddColumn(Fixed(9)).AddColumn(Fixed(14)).AddColumn(new GridColumn().PadRight(0));
        grid.AddRow(new Text(Name(finding), new Style(Colour(finding), decoration: Decoration.Bold)), new Text(check), new Text(Cell.Of(finding.Found)));
        if (advice.Length > 0)
            grid.AddRow(Text.Empty, Text.Empty, new Text(Cell.Of(advice), new Style(Color.Yellow)));
        _console.Write(grid);
    }

    public Task EndAsync() => format is null ? Task.CompletedTask : new ResultWriter(given, format).MadeAsync(_lines, "");

    private static GridColumn Fixed(int width) => new GridColumn().Width(width).NoWrap().PadLeft(0).PadRight(1);

    private static string Name(Finding finding) => finding.Status switch
    {
        Severity.Ok => "ok",
        Severity.Warning => "warning",
        _ => "FAILURE",
    };

    private static Color Colour(Finding finding) => finding.Status switch
    {
        Severity.Ok => Color.Green,
        Severity.Warning => Color.Yellow,
        _ => Color.Red,
    };

    private sealed record Line(string Check, Severity Status, string Found, string? Advice);
}
