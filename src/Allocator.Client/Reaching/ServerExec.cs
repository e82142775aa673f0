using Allocator.Api;

namespace Allocator.Client;

/// <summary>Runs commands in the containers of an instance.</summary>
internal static class ServerExec
{
    public static async Task<ExecResult> RunAsync(
        ServerSession session, string instance, IReadOnlyList<string> command, PodExecOptions? options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(command);
        options ??= new PodExecOptions();
        if (options.Tty)
            throw new AllocatorException($"A server runs no command in a terminal: leave out {nameof(PodExecOptions)}.{nameof(PodExecOptions.Tty)}.");
        var request = new ExecRequest
        {
            Command = command,
            Container = options.Container,
            StandardInput = await ReadAsync(options.StandardInput, cancellationToken).ConfigureAwait(false),
        };

        // Once: the command may have run though its answer was lost.
        var answer = await Repetition.OnceAsync(() => session.Connection.AskAsync<ExecResource>(
            HttpMethod.Post, ApiPath.Of(instance, "exec"), request, Timeout.InfiniteTimeSpan, cancellationToken)).ConfigureAwait(false);
        var length = answer.StandardOutput.Length + answer.StandardError.Length;
        if (length > options.MaxOutputBytes)
        {
            throw new AllocatorException(
                $"'{command[0]}' in instance '{instance}' wrote {length} bytes, more than {nameof(PodExecOptions)}.{nameof(PodExecOptions.MaxOutputBytes)}, "
                + $"{options.MaxOutputBytes}. Let it write less, or allow more.");
        }

        return new ExecResult($"'{string.Join(' ', command)}' in instance '{instance}'", answer.ExitCode, answer.StandardOutput, answer.StandardError);
    }

    private static async Task<byte[]?> ReadAsync(Stream? input, CancellationToken cancellationToken)
    {
        if (input is null)
            return null;
        using var all = new MemoryStream();
        await input.CopyToAsync(all, cancellationToken).ConfigureAwait(false);
        return all.ToArray();
    }
}
