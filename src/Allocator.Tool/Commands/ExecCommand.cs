using System.CommandLine;

namespace Allocator.Tool;

/// <summary><c>allocator exec</c>: a command in a container; its exit code is this one's.</summary>
internal static class ExecCommand
{
    public static Command Make(ConnectionChoice connection)
    {
        var name = InstanceArgument.Make();
        var container = new Option<string?>("--container", "-c") { Description = "The container, in pods that have several.", HelpName = "NAME" };
        var input = new Option<bool>("--stdin", "-i")
        {
            Description = "Passes the standard input on. Before Kubernetes 1.30 a command does not see its end, so let it read a known number of lines or bytes. A server gets the input as a whole, when it has ended.",
        };
        var words = new Argument<string[]>("COMMAND") { Description = "The program and its arguments, after --. There is no shell unless it is named.", Arity = ArgumentArity.OneOrMore };
        var command = new Command("exec", "Runs a command in an instance, prints what it wrote when it has ended, and ends with its exit code.") { name, words, container, input };
        command.SetAction((given, cancellationToken) => connection.RunAsync(given, async backend =>
        {
            await using var instance = await backend.Instances.OpenAsync(given.GetValue(name)!, cancellationToken);
            await using var source = given.GetValue(input) ? Console.OpenStandardInput() : null;
            var options = new PodExecOptions { Container = given.GetValue(container), StandardInput = source };
            var result = await instance.ExecAsync(given.GetValue(words)!, options, cancellationToken);
            await WriteAsync(given.Output(), Console.Out, Console.OpenStandardOutput, result.StandardOutputBytes, result.StandardOutput);
            await WriteAsync(given.Error(), Console.Error, Console.OpenStandardError, result.StandardErrorBytes, result.StandardError);
            return result.ExitCode;
        }));
        return command;
    }

    /// <summary>Bytes as they came, where they go to a stream: they need not be text.</summary>
    private static async Task WriteAsync(TextWriter writer, TextWriter standard, Func<Stream> open, ReadOnlyMemory<byte> bytes, string text)
    {
        if (!ReferenceEquals(writer, standard))
        {
            await writer.WriteAsync(text);
            return;
        }

        await using var stream = open();
        await stream.WriteAsync(bytes);
    }
}
