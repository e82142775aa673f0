namespace Allocator.Embedded;

/// <summary>The channels of one exec; those that the client did not ask for are null.</summary>
/// <param name="Stdin">The command's standard input.</param>
/// <param name="Stdout">The command's standard output.</param>
/// <param name="Stderr">The command's standard error.</param>
/// <param name="Status">How the command ended.</param>
/// <param name="StatusIsJson">Whether the status is a Status object; before the protocol v4 it is a line of text.</param>
internal sealed record ExecChannels(PodChannel? Stdin, PodChannel? Stdout, PodChannel? Stderr, PodChannel Status, bool StatusIsJson)
{
    public const string StdinType = "stdin";
    public const string StdoutType = "stdout";
    public const string StderrType = "stderr";
    public const string StatusType = "error";
    public const string ResizeType = "resize";

    /// <summary>Runs the command and tells the client how it ended. Returns at once when the client has left.</summary>
    public async Task RunAsync(ExecRequest request, ExecHandler handler, CancellationToken cancellationToken)
    {
        try
        {
            var status = await RunCommandAsync(request, handler, cancellationToken).ConfigureAwait(false);
            await Status.SendAsync(StatusIsJson ? status.ToJson() : status.ToText(), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            // Whatever it is, it comes of that.
        }

        foreach (var output in new[] { Stdout, Stderr, Status }.OfType<PodChannel>())
            await output.EndAsync().ConfigureAwait(false);
    }

    private async Task<ExecStatus> RunCommandAsync(ExecRequest request, ExecHandler handler, CancellationToken cancellationToken)
    {
        try
        {
            var exitCode = await handler(Streams(request.Tty), cancellationToken).ConfigureAwait(false);
            return ExecStatus.Exited(request.Command, exitCode);
        }
        catch (ExecStartException e)
        {
            return ExecStatus.NotStarted(e.Message);
        }
        finally
        {
            if (Stdin is not null)
                await Stdin.Received.CompleteAsync().ConfigureAwait(false);
        }
    }

    private ExecStreams Streams(bool tty)
    {
        var stdout = Output(Stdout);
        return new(Stdin?.Received.AsStream(), stdout, tty ? stdout : Output(Stderr));
    }

    private static Stream Output(PodChannel? channel) => channel is null ? Stream.Null : new ChannelOutputStream(channel);
}
