using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Allocator.Bench.Forward;

/// <summary>What is compared with: a <c>kubectl port-forward</c> to the same pod.</summary>
internal sealed partial class KubectlForward(Arguments arguments, string pod) : IAsyncDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(20);

    private readonly Kubectl _kubectl = new(arguments);
    private Process? _process;
    private LocalPorts? _ports;

    /// <summary>Measures, with a kubectl that it starts if none runs; 0 if that loses a connection or is not done in 20 seconds.</summary>
    public async Task<double> MeasureAsync(Func<LocalPorts, CancellationToken, Task<double>> measure, CancellationToken cancellationToken)
    {
        var ports = _ports ??= await StartAsync(cancellationToken);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_limit);
        try
        {
            return await measure(ports, limit.Token);
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            await DisposeAsync();
            return 0;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is null)
            return;
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        (_process, _ports) = (null, null);
    }

    private async Task<LocalPorts> StartAsync(CancellationToken cancellationToken)
    {
        var process = _process = _kubectl.Start("port-forward", "--address=127.0.0.1", $"pod/{pod}", ":7000", ":7001", ":7002");
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var ports = new int[3];
        for (var i = 0; i < ports.Length; i++)
        {
            var line = await process.StandardOutput.ReadLineAsync(cancellationToken)
                ?? throw new InvalidOperationException($"kubectl port-forward has ended: {await errors}");
            var match = Forwarding().Match(line);
            ports[match.Groups["pod"].ValueSpan[^1] - '0'] = int.Parse(match.Groups["local"].ValueSpan, CultureInfo.InvariantCulture);
        }

        // It writes a line per connection, and would wait for one that reads it.
        _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        return new LocalPorts(ports[0], ports[1], ports[2]);
    }

    [GeneratedRegex(@"Forwarding from 127\.0\.0\.1:(?<local>\d+) -> (?<pod>\d+)")]
    private static partial Regex Forwarding();
}
