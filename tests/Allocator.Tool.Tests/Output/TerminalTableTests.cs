using Spectre.Console;

namespace Allocator.Tool.Tests;

public sealed class TerminalTableTests
{
    private static readonly IReadOnlyList<Column<string>> s_columns = [new("NAME", item => item), new("EMPTY", _ => ""), new("LENGTH", item => $"{item.Length} letters")];

    [Fact]
    public void Write_where_there_is_room_is_a_table_without_empty_columns() => Assert.Equal(
        ["NAME           LENGTH", "kv-12345678    11 letters", "mail-12345678  13 letters"],
        Lines(80));

    [Fact]
    public void Write_where_there_is_no_room_breaks_no_line() => Assert.Equal(
        ["NAME    kv-12345678", "LENGTH  11 letters", "", "NAME    mail-12345678", "LENGTH  13 letters", ""],
        Lines(24));

    private static string[] Lines(int width)
    {
        using var text = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(text) });
        console.Profile.Width = width;
        TerminalTable.Write(console, ["kv-12345678", "mail-12345678"], s_columns);
        return [.. text.ToString().Split('\n')[..^1].Select(line => line.TrimEnd())];
    }
}
