using System.Text;

namespace Allocator.Embedded.Tests.Streams;

/// <summary>The commands that a container of these tests has; the handler takes the command from the request.</summary>
internal static class TestCommands
{
    /// <summary>Echoes the input to the output, and reports its length on the error output.</summary>
    public static async Task<int> RunAsync(ExecStreams streams, CancellationToken cancellationToken)
    {
        var length = 0;
        if (streams.Stdin is { } input)
        {
            var buffer = new byte[64 * 1024];
            while (await input.ReadAsync(buffer, cancellationToken) is > 0 and var count)
            {
                length += count;
                await streams.Stdout.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
            }
        }

        await streams.Stderr.WriteAsync(Encoding.UTF8.GetBytes($"{length} bytes"), cancellationToken);
        return 0;
    }

    public static ExecHandler Write(string output, string error = "", int exitCode = 0) => async (streams, cancellationToken) =>
    {
        await streams.Stdout.WriteAsync(Encoding.UTF8.GetBytes(output), cancellationToken);
        await streams.Stderr.WriteAsync(Encoding.UTF8.GetBytes(error), cancellationToken);
        return exitCode;
    };
}
