using System.IO.Pipelines;

namespace Allocator.Testing;

/// <summary><c>sh -c SCRIPT [NAME ARGUMENT...]</c>.</summary>
internal sealed partial class Shell : IDisposable
{
    private const int NotFound = 127;
    private const int Misused = 2;
    private const int Interrupted = 143;

    private readonly ProgramCall _call;
    private readonly Variables _variables;
    private readonly Trap _trap;
    private readonly List<Task> _jobs = [];
    private string _directory;

    private Shell(ProgramCall call, string[] arguments)
    {
        _call = call;
        _variables = new(call.Host, arguments);
        _trap = new(!call.Host.IsFirstProcess, call.Terminate, call.Stop);
        _directory = call.Directory;
    }

    public static async Task<int> RunAsync(ProgramCall call)
    {
        if (call.Operands is not ["-c", var script, .. var arguments])
            return await call.FailAsync("usage: sh -c SCRIPT [NAME ARGUMENT...]", Misused);
        using var shell = new Shell(call, arguments.Length > 0 ? arguments : [call.Name]);
        try
        {
            return await shell.RunAsync(Parser.Parse(script), call);
        }
        catch (ShellExitException e)
        {
            return e.Code;
        }
        catch (ShellSyntaxException e)
        {
            return await call.FailAsync(e.Message, Misused);
        }
        finally
        {
            await shell._trap.EndAsync();
            await Task.WhenAll(shell._jobs);
        }
    }

    public void Dispose() => _trap.Dispose();

    private async Task<int> RunAsync(Node node, ProgramCall streams)
    {
        _trap.End.ThrowIfCancellationRequested();
        streams.Stop.ThrowIfCancellationRequested();
        var status = node switch
        {
            Sequence sequence => await RunAsync(sequence, streams),
            AndOr both => await RunAsync(both.Left, streams) is var left && (left == 0) == both.IsAnd ? await RunAsync(both.Right, streams) : left,
            Pipeline pipeline => await RunAsync(pipeline, streams),
            If choice => await RunAsync(await RunAsync(choice.Condition, streams) == 0 ? choice.Then : choice.Else, streams),
            While loop => await RunAsync(loop, streams),
            Background background => Start(background, streams),
            SimpleCommand command => await RunAsync(command, streams),
            _ => throw new InvalidOperationException($"{node} is no command."),
        };
        _variables.Status = status;
        if (_trap.Take() is { } action)
            await RunAsync(Parser.Parse(action), streams);
        return status;
    }

    private async Task<int> RunAsync(Sequence sequence, ProgramCall streams)
    {
        var status = 0;
        foreach (var command in sequence.Commands)
            status = await RunAsync(command, streams);
        return status;
    }

    private async Task<int> RunAsync(While loop, ProgramCall streams)
    {
        var status = 0;
        while (await RunAsync(loop.Condition, streams) == 0)
            status = await RunAsync(loop.Body, streams);
        return status;
    }

    private int Start(Background background, ProgramCall streams)
    {
        _jobs.Add(IgnoreEndAsync(Task.Run(() => RunAsync(background.Command, streams with { Input = Stream.Null }), CancellationToken.None)));
        return 0;
    }

    private async Task<int> RunAsync(Pipeline pipeline, ProgramCall streams)
    {
        var status = await RunAsync(pipeline.Commands, streams);
        return pipeline.IsNegated ? (status == 0 ? 1 : 0) : status;
    }

    private async Task<int> RunAsync(IReadOnlyList<Node> commands, ProgramCall streams)
    {
        if (commands.Count == 1)
            return await RunAsync(commands[0], streams);
        var pipe = new Pipe();
        await using var output = pipe.Writer.AsStream();
        await using var input = pipe.Reader.AsStream();
        // A writer ends when nobody reads what it writes.
        using var isRead = CancellationTokenSource.CreateLinkedTokenSource(streams.Stop);
        var left = IgnoreEndAsync(WriteAsync());
        var status = await RunAsync([.. commands.Skip(1)], streams with { Input = input });
        await isRead.CancelAsync();
        await left;
        return status;

        async Task WriteAsync()
        {
            try
            {
                await RunAsync(commands[0], streams with { Output = output, Stop = isRead.Token });
            }
            finally
            {
                await pipe.Writer.CompleteAsync();
            }
        }
    }

    private static async Task IgnoreEndAsync(Task task)
    {
        try
        {
            await task;
        }
        catch (Exception e) when (e is OperationCanceledException or ShellExitException or IOException)
        {
            // It ended with the container, its reader, or by itself.
        }
    }
}
