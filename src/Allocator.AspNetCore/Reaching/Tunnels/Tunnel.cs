using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Allocator.Server;

/// <summary>One TCP connection to a port of an instance, over one WebSocket.</summary>
internal static class Tunnel
{
    public static async Task RunAsync(string name, string port, HttpContext context, IInstanceDirectory instances, CancellationToken cancellationToken)
    {
        var handle = await instances.OpenAsync(name, cancellationToken).ConfigureAwait(false);
        await using var opened = handle.ConfigureAwait(false);
        if (!context.WebSockets.IsWebSocketRequest)
            throw new RequestException("A tunnel is a WebSocket: send the request as an upgrade to one (RFC 6455).");
        var pod = await OpenAsync(handle, port, cancellationToken).ConfigureAwait(false);
        await using var connected = pod.ConfigureAwait(false);
        using var socket = await context.WebSockets.AcceptWebSocketAsync().ConfigureAwait(false);
        var relay = new TunnelRelay(socket, pod, context.RequestServices.GetRequiredService<TimeProvider>());
        await relay.RunAsync(cancellationToken, ApiEndpoint.CallerGone(context)).ConfigureAwait(false);
    }

    private static Task<Stream> OpenAsync(InstanceHandle handle, string port, CancellationToken cancellationToken)
    {
        if (!int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return handle.OpenConnectionAsync(port, cancellationToken);
        return number is >= 1 and <= ushort.MaxValue
            ? handle.OpenConnectionAsync(number, cancellationToken)
            : throw new RequestException($"A port's number is from 1 to {ushort.MaxValue}, but this is {port}.");
    }
}
