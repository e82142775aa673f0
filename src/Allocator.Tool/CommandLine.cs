using System.CommandLine;
using System.CommandLine.Invocation;

namespace Allocator.Tool;

/// <summary>All commands, and how a line of arguments becomes an exit code.</summary>
internal static class CommandLine
{
    /// <summary>A Create that is interrupted may take 10 s to delete what it has begun.</summary>
    private static readonly TimeSpan s_terminationTimeout = TimeSpan.FromSeconds(15);

    public static Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter? output = null, TextWriter? error = null, CancellationToken cancellationToken = default)
    {
        var parsed = Make().Parse(arguments);
        var configuration = new InvocationConfiguration { ProcessTerminationTimeout = s_terminationTimeout };
        (configuration.Output, configuration.Error) = (output ?? configuration.Output, error ?? configuration.Error);
        return parsed.Action is ParseErrorAction mistakes ? ExplainAsync(parsed, mistakes, configuration) : parsed.InvokeAsync(configuration, cancellationToken);
    }

    public static RootCommand Make()
    {
        var cluster = new ClusterOptions();
        var root = new RootCommand($"Instances of services on Kubernetes, from templates, within limits.\n\n{ExitCodes.Summary}")
        {
            CreateCommand.Make(cluster),
            ListCommand.Make(cluster),
            GetCommand.Make(cluster),
            DestroyCommand.Make(cluster),
            SuspendCommand.Make(cluster),
            ResumeCommand.Make(cluster),
            ResetCommand.Make(cluster),
            LogsCommand.Make(cluster),
            ExecCommand.Make(cluster),
            ConnectCommand.Make(cluster),
            ServicesCommand.Make(cluster),
            RenderCommand.Make(cluster),
            ValidateCommand.Make(cluster),
            ReapCommand.Make(cluster),
            DoctorCommand.Make(cluster),
        };
        cluster.AddTo(root);
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
