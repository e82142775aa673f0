using System.CommandLine;
using Spectre.Console;

namespace Allocator.Tool;

/// <summary>Where a command writes, and whether somebody looks on.</summary>
internal static class Terminal
{
    public static TextWriter Output(this ParseResult given) => given.InvocationConfiguration.Output;

    public static TextWriter Error(this ParseResult given) => given.InvocationConfiguration.Error;

    /// <summary>Whether the writer is this process' own output or error, and that is a terminal.</summary>
    public static bool IsTerminal(TextWriter writer) => new AnsiConsoleOutput(writer).IsTerminal;

    /// <summary>Whether a picture can be drawn anew in its place.</summary>
    public static bool IsLive(TextWriter writer) => IsTerminal(writer) && ConsoleOf(writer).Profile.Capabilities.Ansi;

    /// <summary>Writes with colours, unless <c>NO_COLOR</c> is set.</summary>
    public static IAnsiConsole ConsoleOf(TextWriter writer) => AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
}
