using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace Allocator.Embedded;

/// <summary>Makes a probe, within its <c>timeoutSeconds</c>.</summary>
internal static class ProbeRunner
{
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "A probe that cannot be made counts for nothing.")]
    public static async Task<ProbeOutcome> RunAsync(JsonElement probe, ContainerSpec container, ContainerRun run, TimeProvider time)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(probe.Number("timeoutSeconds") ?? 1), time);
        var address = run.Context.PodAddress;
        try
        {
            if (probe.TryMember("exec", out var exec))
                return await ExecProbe.RunAsync(exec, run, timeout.Token).ConfigureAwait(false);
            if (probe.TryMember("httpGet", out var http))
                return await HttpProbe.RunAsync(http, container.Port(http.Member("port")), address, timeout.Token).ConfigureAwait(false);
            var tcp = probe.Member("tcpSocket");
            return await ConnectAsync(HostOf(tcp, address), container.Port(tcp.Member("port")), timeout.Token).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            return ProbeOutcome.Error(e.Message);
        }
    }

    public static string HostOf(JsonElement handler, IPAddress podAddress) =>
        handler.Text("host") is { Length: > 0 } host ? host : podAddress.ToString();

    private static async Task<ProbeOutcome> ConnectAsync(string host, int port, CancellationToken cancellationToken)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(host, port, cancellationToken).ConfigureAwait(false);
            return ProbeOutcome.Success;
        }
        catch (SocketException e)
        {
            return ProbeOutcome.Failure(DialFailure(host, port, e));
        }
        catch (OperationCanceledException)
        {
            return ProbeOutcome.Failure($"dial tcp {host}:{port}: i/o timeout");
        }
    }

    public static string DialFailure(string host, int port, SocketException e) =>
        $"dial tcp {host}:{port}: connect: {(e.SocketErrorCode == SocketError.ConnectionRefused ? "connection refused" : e.Message)}";
}
