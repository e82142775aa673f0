using Microsoft.AspNetCore.Http;

namespace Allocator.Embedded;

/// <summary>
/// The streams to a pod: exec, attach and port-forward, over WebSocket and over SPDY/3.1. What cannot be served is answered as the API server
/// and the kubelet do, and 501 where those could.
/// </summary>
internal static class PodStreams
{
    /// <summary>Serves exec or attach, until the command has ended or the client leaves.</summary>
    /// <param name="context">A request that has not been answered yet.</param>
    /// <param name="request">What it asks for.</param>
    /// <param name="handler">Runs the command.</param>
    /// <param name="timeProvider">The clock of the waits for a client that is slow to answer or to leave.</param>
    /// <param name="cancellationToken">Breaks off.</param>
    public static Task ServeExecAsync(
        HttpContext context, ExecRequest request, ExecHandler handler, TimeProvider timeProvider, CancellationToken cancellationToken) =>
        ServeAsync(context, async (upgrade, ended) =>
        {
            if (request is { Stdin: false, Stdout: false, Stderr: false })
                throw new StreamRefusedException(
                    StatusCodes.Status400BadRequest, null, "you must specify at least 1 of stdin, stdout, stderr");
            await (upgrade.IsWebSocket
                ? ExecOverWebSocket.ServeAsync(upgrade, request, handler, timeProvider, ended)
                : ExecOverSpdy.ServeAsync(upgrade, request, handler, timeProvider, ended)).ConfigureAwait(false);
        }, cancellationToken);

    /// <summary>Serves port-forward, until all connections have ended or the client leaves.</summary>
    /// <param name="context">A request that has not been answered yet.</param>
    /// <param name="podName">The pod, as the messages name it.</param>
    /// <param name="connect">Connects to the pod.</param>
    /// <param name="timeProvider">The clock of the waits for a side that is slow to take or to send the rest.</param>
    /// <param name="cancellationToken">Breaks off.</param>
    public static Task ServePortForwardAsync(
        HttpContext context, string podName, PortConnector connect, TimeProvider timeProvider, CancellationToken cancellationToken) =>
        ServeAsync(context, async (upgrade, ended) =>
        {
            var ports = PortQuery.Ports(context.Request.Query);
            var forwarded = new ForwardedPort(podName, connect, timeProvider, cancellationToken);
            await (upgrade.IsWebSocket
                ? PortForwardOverWebSocket.ServeAsync(upgrade, ports, forwarded, timeProvider, ended)
                : PortForwardOverSpdy.ServeAsync(upgrade, forwarded, timeProvider, ended)).ConfigureAwait(false);
        }, cancellationToken);

    private static async Task ServeAsync(
        HttpContext context, Func<UpgradeRequest, CancellationToken, Task> serve, CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, cancellationToken);
        try
        {
            await serve(UpgradeRequest.Of(context), ended.Token).ConfigureAwait(false);
        }
        catch (StreamRefusedException refused)
        {
            await refused.WriteAsync(context).ConfigureAwait(false);
        }
    }
}
