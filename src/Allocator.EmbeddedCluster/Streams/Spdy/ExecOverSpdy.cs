namespace Allocator.Embedded;

/// <summary>Exec and attach with one stream per stream of the command, which the client opens.</summary>
/// <remarks>See <see href="https://github.com/kubernetes/kubernetes/blob/v1.20.2/pkg/kubelet/cri/streaming/remotecommand/httpstream.go"/>.</remarks>
internal sealed class ExecOverSpdy
{
    private const string V4 = "v4.channel.k8s.io";
    private static readonly string[] s_olderVersions = ["v3.channel.k8s.io", "v2.channel.k8s.io", "channel.k8s.io"];
    private static readonly TimeSpan s_openTimeout = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, SpdyStream> _streams = [];
    private readonly HashSet<string> _missing;
    private readonly TaskCompletionSource _complete = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ExecOverSpdy(ExecRequest request) => _missing = [.. StreamTypes(request)];

    public static async Task ServeAsync(
        UpgradeRequest upgrade, ExecRequest request, ExecHandler handler, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        var stream = await upgrade.AcceptSpdyAsync(V4, s_olderVersions).ConfigureAwait(false);
        var exec = new ExecOverSpdy(request);
        // Only the command's input can be held up, and nothing waits behind it.
        using var connection = new SpdyConnection(stream, exec.OpenAsync, Timeout.InfiniteTimeSpan, timeProvider, cancellationToken);
        await connection.ServeAsync(async () =>
        {
            if (await exec.IsCompleteAsync(timeProvider, connection.Ended).ConfigureAwait(false))
                await exec.Channels().RunAsync(request, handler, connection.Ended).ConfigureAwait(false);
        }).ConfigureAwait(false);
    }

    private static IEnumerable<string> StreamTypes(ExecRequest request)
    {
        yield return ExecChannels.StatusType;
        if (request.Stdin)
            yield return ExecChannels.StdinType;
        if (request.Stdout)
            yield return ExecChannels.StdoutType;
        if (request.Stderr)
            yield return ExecChannels.StderrType;
        if (request.Tty)
            yield return ExecChannels.ResizeType;
    }

    private async ValueTask OpenAsync(SpdyStream stream)
    {
        if (!stream.Headers.TryGetValue("streamtype", out var type) || !_missing.Remove(type))
        {
            await stream.ResetAsync(SpdyResetStatus.Cancel).ConfigureAwait(false);
            return;
        }

        await stream.AcceptAsync().ConfigureAwait(false);
        _streams.Add(type, stream);
        if (type != ExecChannels.StdinType)
            await stream.Received.CompleteAsync().ConfigureAwait(false);
        if (_missing.Count == 0)
            _complete.TrySetResult();
    }

    private async Task<bool> IsCompleteAsync(TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        try
        {
            await _complete.Task.WaitAsync(s_openTimeout, timeProvider, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private ExecChannels Channels() => new(
        _streams.GetValueOrDefault(ExecChannels.StdinType),
        _streams.GetValueOrDefault(ExecChannels.StdoutType),
        _streams.GetValueOrDefault(ExecChannels.StderrType),
        _streams[ExecChannels.StatusType],
        StatusIsJson: true);
}
