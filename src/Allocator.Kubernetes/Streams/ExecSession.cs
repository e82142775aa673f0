using System.IO.Pipelines;

namespace Allocator;

/// <summary>A command that runs in a container, with its streams.</summary>
/// <remarks>
/// The streams share one connection: an output that is not read holds all up when 64 KiB of it wait, so read both, or dispose the one that is
/// not wanted. Disposing the session closes the connection; whether the command ends then is the container runtime's affair, most let it run
/// on.
/// </remarks>
public sealed class ExecSession : IAsyncDisposable
{
    private const int OutputChannel = 1;
    private const int ErrorChannel = 2;
    private const int StatusChannel = 3;

    private readonly ChannelSocket _socket;
    private readonly ClusterRequest _request;
    private readonly ExecInputStream? _input;
    private readonly Pipe _output = new();
    private readonly Pipe _error = new();
    private readonly CancellationTokenSource _stop = new();

    internal ExecSession(ChannelSocket socket, ClusterRequest request, bool interactive)
    {
        _socket = socket;
        _request = request;
        _input = interactive ? new(socket) : null;
        StandardOutput = _output.Reader.AsStream();
        StandardError = _error.Reader.AsStream();
        ExitCode = Task.Run(RunAsync);
    }

    /// <summary>
    /// The command's standard input; disposing it closes it, if <see cref="CanCloseInput"/>. <see cref="Stream.Null"/> if it was not asked for.
    /// </summary>
    public Stream StandardInput => _input ?? Stream.Null;

    /// <summary>
    /// Whether disposing <see cref="StandardInput"/> tells the command that its input has ended. Servers before Kubernetes 1.30 cannot; there
    /// it waits for more.
    /// </summary>
    public bool CanCloseInput => _input is { CanEnd: true };

    /// <summary>What the command writes to its standard output.</summary>
    public Stream StandardOutput { get; }

    /// <summary>What the command writes to its standard error; nothing if it runs in a terminal.</summary>
    public Stream StandardError { get; }

    /// <summary>
    /// The exit code, when the command has ended and its outputs are read. Fails with <see cref="KubernetesException"/> if it could not be
    /// started, with <see cref="IOException"/> if the connection ended before the command.
    /// </summary>
    public Task<int> ExitCode { get; }

    /// <summary>Closes the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        await _socket.DisposeAsync().ConfigureAwait(false);
        await _stop.CancelAsync().ConfigureAwait(false);
        await ((Task)ExitCode).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await StandardOutput.DisposeAsync().ConfigureAwait(false);
        await StandardError.DisposeAsync().ConfigureAwait(false);
    }

    private async Task<int> RunAsync()
    {
        Exception? broken = null;
        try
        {
            return await ReceiveAsync(_stop.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not KubernetesException)
        {
            // Who reads the outputs must not take a part for the whole.
            broken = e;
            throw;
        }
        finally
        {
            await _output.Writer.CompleteAsync(broken).ConfigureAwait(false);
            await _error.Writer.CompleteAsync(broken).ConfigureAwait(false);
        }
    }

    private async Task<int> ReceiveAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            switch (await _socket.NextAsync(cancellationToken).ConfigureAwait(false))
            {
                case OutputChannel:
                    await ReceiveAsync(_output.Writer, cancellationToken).ConfigureAwait(false);
                    break;
                case ErrorChannel:
                    await ReceiveAsync(_error.Writer, cancellationToken).ConfigureAwait(false);
                    break;
                case StatusChannel:
                    return ExecStatus.ReadExitCode(_request, await _socket.ReadTextAsync(cancellationToken).ConfigureAwait(false));
                case ChannelSocket.Closed:
                    throw new IOException($"{_request}: the connection ended before the command's exit code came.");
                default:
                    await _socket.ReadTextAsync(cancellationToken).ConfigureAwait(false);
                    break;
            }
        }
    }

    private async Task ReceiveAsync(PipeWriter writer, CancellationToken cancellationToken)
    {
        writer.Advance(await _socket.ReadAsync(writer.GetMemory(), cancellationToken).ConfigureAwait(false));
        await writer.FlushAsync(cancellationToken).ConfigureAwait(false);
    }
}
