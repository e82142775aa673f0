using System.Globalization;

namespace Allocator.Embedded;

/// <summary>Port-forward with a pair of streams per forwarded connection, data and error, which the client opens.</summary>
/// <remarks>See <see href="https://github.com/kubernetes/kubernetes/blob/v1.20.2/pkg/kubelet/cri/streaming/portforward/httpstream.go"/>.</remarks>
internal sealed class PortForwardOverSpdy : IDisposable
{
    private const string V1 = "portforward.k8s.io";
    private const string ErrorType = "error";
    private const string DataType = "data";
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly ForwardedPort _forwarded;
    private readonly SpdyConnection _connection;
    private readonly Dictionary<string, SpdyStream> _halves = [];
    private readonly List<Task> _serving = [];

    private PortForwardOverSpdy(Stream stream, ForwardedPort forwarded, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        _forwarded = forwarded;
        _connection = new(stream, OpenAsync, s_patience, timeProvider, cancellationToken);
    }

    public static async Task ServeAsync(
        UpgradeRequest upgrade, ForwardedPort forwarded, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        var stream = await upgrade.AcceptSpdyAsync(V1).ConfigureAwait(false);
        await ServeAsync(stream, forwarded, timeProvider, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Serves all connections that the client forwards, until it leaves.</summary>
    public static async Task ServeAsync(Stream stream, ForwardedPort forwarded, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        using var server = new PortForwardOverSpdy(stream, forwarded, timeProvider, cancellationToken);
        await server._connection.ServeAsync(async () =>
        {
            await server._connection.Left.ConfigureAwait(false);
            await Task.WhenAll(server._serving).ConfigureAwait(false);
        }).ConfigureAwait(false);
    }

    public void Dispose() => _connection.Dispose();

    private async ValueTask OpenAsync(SpdyStream stream)
    {
        if (Port(stream) is not { } port || stream.Headers.GetValueOrDefault("streamtype") is not (ErrorType or DataType))
        {
            await stream.ResetAsync(SpdyResetStatus.Cancel).ConfigureAwait(false);
            return;
        }

        await stream.AcceptAsync().ConfigureAwait(false);
        var request = Request(stream);
        if (_halves.TryAdd(request, stream))
            return;
        _halves.Remove(request, out var half);
        var (data, error) = IsData(stream) ? (stream, half!) : (half!, stream);
        _serving.RemoveAll(done => done.IsCompletedSuccessfully);
        _serving.Add(Task.Run(() => _forwarded.ServeAsync(port, data, error)));
    }

    private static int? Port(SpdyStream stream) =>
        ushort.TryParse(stream.Headers.GetValueOrDefault("port"), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port > 0
            ? port
            : null;

    /// <summary>What the two streams of a connection have in common. Old clients name no request; they open the two one after the other.</summary>
    private static string Request(SpdyStream stream) => stream.Headers.GetValueOrDefault("requestid")
        ?? (IsData(stream) ? stream.Id - 2 : stream.Id).ToString(CultureInfo.InvariantCulture);

    private static bool IsData(SpdyStream stream) => stream.Headers["streamtype"] == DataType;
}
