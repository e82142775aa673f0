namespace Allocator.Embedded;

/// <summary>Exec and attach with one channel per stream of the command.</summary>
/// <remarks>
/// See <see href="https://github.com/kubernetes/kubernetes/blob/v1.20.2/pkg/kubelet/cri/streaming/remotecommand/websocket.go"/>. The protocol v5
/// came with Kubernetes 1.30: there the client can end its input.
/// </remarks>
internal static class ExecOverWebSocket
{
    private const int Stdin = 0;
    private const int Stdout = 1;
    private const int Stderr = 2;
    private const int Status = 3;
    private const int Count = 5;

    private const string V5 = "v5.channel.k8s.io";
    private const string V4 = "v4.channel.k8s.io";
    private const string V1 = "channel.k8s.io";

    public static async Task ServeAsync(
        UpgradeRequest upgrade, ExecRequest request, ExecHandler handler, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        var protocol = upgrade.ChooseSubprotocol(V5, V4, V1, "");
        var socket = await upgrade.AcceptWebSocketAsync(protocol).ConfigureAwait(false);
        using var connection = new WebSocketConnection(socket, Count, protocol == V5, timeProvider, cancellationToken);
        var channels = new ExecChannels(
            request.Stdin ? connection[Stdin] : null,
            request.Stdout ? connection[Stdout] : null,
            request.Stderr ? connection[Stderr] : null,
            connection[Status],
            StatusIsJson: protocol is V5 or V4);
        foreach (var unread in Enumerable.Range(0, Count).Where(number => number != Stdin || !request.Stdin))
            await connection[unread].Received.CompleteAsync().ConfigureAwait(false);

        await connection.ServeAsync(async () =>
        {
            // An empty message tells that the connection stands.
            await (channels.Stdout ?? channels.Stderr ?? channels.Status).SendAsync(default, connection.Ended).ConfigureAwait(false);
            await channels.RunAsync(request, handler, connection.Ended).ConfigureAwait(false);
        }).ConfigureAwait(false);
    }
}
