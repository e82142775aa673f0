using System.CommandLine;
using System.CommandLine.Invocation;

namespace Allocator.Tool;

/// <summary>All commands, and how a line of arguments becomes an exit code.</summary>
internal static class CommandLine
{
    /// <summary>A Create that is interrupted may take 10 s to delete what it has begun.</summary>
    private static readonly TimeSpan s_terminationTimeout = TimeSpan.FromSeconds(15);

    /// <param name="arguments">The command line.</param>
    /// <param name="output">Where results go; null for the process' own output.</param>
    /// <param name="error">Where all else goes; null for the process' own error output.</param>
    /// <param name="variable">Reads an environment variable; null for the process' own.</param>
    /// <param name="cancellationToken">Ends the command as Ctrl-C does.</param>
    public static Task<int> RunAsync(
        IReadOnlyList<string> arguments,
        TextWriter? output = null,
        TextWriter? error = null,
        Func<string, string?>? variable = null,
        CancellationToken cancellationToken = default)
    {
        var parsed = Make(variable ?? Environment.GetEnvironmentVariable).Parse(arguments);
        var configuration = new InvocationConfiguration { ProcessTerminationTimeout = s_terminationTimeout };
        (configuration.Output, configuration.Error) = (output ?? configuration.Output, error ?? configuration.Error);
        return parsed.Action is ParseErrorAction mistakes ? ExplainAsync(parsed, mistakes, configuration) : parsed.InvokeAsync(configuration, cancellationToken);
    }

    private static RootCommand Make(Func<string, string?> variable)
    {
        var connection = new ConnectionChoice(variable);
        var root = new RootCommand($"Instances of services on Kubernetes, from templates, within limits.\n\n{ExitCodes.Summary}")
        {
            CreateCommand.Make(connection),
            ListCommand.Make(connection),
            GetCommand.Make(connection),
            DestroyCommand.Make(connection),
            SuspendCommand.Make(connection),
            ResumeCommand.Make(connection),
            ResetCommand.Make(connection),
            LogsCommand.Make(connection),
            ExecCommand.Make(connection),
            ConnectCommand.Make(connection),
            ServicesCommand.Make(connection),
            RenderCommand.Make(connection),
            ValidateCommand.Make(connection),
            ReapCommand.Make(connection),
            DoctorCommand.Make(connection),
        };
        connection.AddTo(root);
        return root;
    }

    private static async Task<int> ExplainAsync(ParseResult parsed, ParseErrorAction mistakes, InvocationConfiguration configuration)
    {
        // What goes to the output is data; a mistake is answered with a line or two.
        var command = parsed.CommandResult.Command;
        mistakes.ShowHelp = false;
        await parsed.InvokeAsync(configuration, CancellationToken.None);
        await configuration.Error.WriteLineAsync($"See 'allocator {(command is RootCommand ? "" : command.Name + " ")}--help'.");
        return ExitCodes.Usage;
    }
}
