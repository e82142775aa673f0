using System.Buffers;

namespace Allocator;

/// <summary>Runs a command to its end: feeds its input and keeps its outputs, up to a limit.</summary>
internal sealed class ExecCapture(ExecSession session, Stream? input, int maxOutputBytes)
{
    private const int BufferSize = 32 * 1024;

    private long _outputBytes;

    public async Task<ExecResult> RunAsync(string title, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var output = ReadAsync(session.StandardOutput, title, stop.Token);
        var error = ReadAsync(session.StandardError, title, stop.Token);
        var feed = FeedAsync(stop.Token);
        try
        {
            await foreach (var done in Task.WhenEach(output, error, feed).ConfigureAwait(false))
            {
                await done.ConfigureAwait(false);
                if (output.IsCompleted && error.IsCompleted)
                    break;
            }

            var exitCode = await session.ExitCode.WaitAsync(cancellationToken).ConfigureAwait(false);
            return new(title, exitCode, await output.ConfigureAwait(false), await error.ConfigureAwait(false));
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(output, error, feed).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<ReadOnlyMemory<byte>> ReadAsync(Stream stream, string title, CancellationToken cancellationToken)
    {
        var bytes = new ArrayBufferWriter<byte>();
        while (await stream.ReadAsync(bytes.GetMemory(), cancellationToken).ConfigureAwait(false) is > 0 and var count)
        {
            if (Interlocked.Add(ref _outputBytes, count) > maxOutputBytes)
                throw new IOException(
                    $"{title} wrote more than {nameof(PodExecOptions.MaxOutputBytes)} ({maxOutputBytes}); "
                    + $"raise it, or read the output as it comes by {nameof(ClusterClient.OpenExecAsync)}.");
            bytes.Advance(count);
        }

        return bytes.WrittenMemory;
    }

    private async Task FeedAsync(CancellationToken cancellationToken)
    {
        if (input is null)
            return;

        var buffer = new byte[BufferSize];
        while (await input.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is > 0 and var count)
        {
            try
            {
                await session.StandardInput.WriteAsync(buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
            }
            catch (IOException)
            {
                // The command has ended before its input, or the outputs say what is wrong.
                return;
            }
        }

        await session.StandardInput.DisposeAsync().ConfigureAwait(false);
    }
}
