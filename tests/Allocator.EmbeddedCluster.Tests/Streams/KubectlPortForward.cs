using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Allocator.Embedded.Tests.Streams;

/// <summary>A running <c>kubectl port-forward</c>.</summary>
internal sealed partial class KubectlPortForward : IAsyncDisposable
{
    private readonly Process _process;

    private KubectlPortForward(Process process) => _process = process;

    private int Port { get; set; }

    public static async Task<KubectlPortForward> StartAsync(Kubectl kubectl, KubectlTarget target, CancellationToken cancellationToken)
    {
        var forward = new KubectlPortForward(kubectl.Start(target, "port-forward", "--address", "127.0.0.1", "pod/web", ":80"));
        var line = await forward._process.StandardOutput.ReadLineAsync(cancellationToken)
            ?? throw new InvalidOperationException(await forward._process.StandardError.ReadToEndAsync(cancellationToken));
        forward.Port = int.Parse(Forwarding().Match(line).Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        _ = forward._process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        return forward;
    }

    public async Task<NetworkStream> ConnectAsync(CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, Port, cancellationToken);
        return new(socket, ownsSocket: true);
    }

    /// <summary>Waits for a line on its error output that contains a text.</summary>
    public async Task<string> ErrorAsync(string text, CancellationToken cancellationToken)
    {
        while (await _process.StandardError.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.Contains(text, StringComparison.OrdinalIgnoreCase))
                return line;
        }

        return "";
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    [GeneratedRegex(@"Forwarding from 127\.0\.0\.1:(\d+) ")]
    private static partial Regex Forwarding();
}
