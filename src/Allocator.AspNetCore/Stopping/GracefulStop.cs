using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Allocator.Server;

/// <summary>
/// Stops without losing an operation. From the signal on the server is not ready; it still takes requests for a while, until whoever balances the
/// load has seen that; then streams that only follow what happens are ended, and the others under way go on; the
/// last of them are ended early enough to clean up after themselves.
/// </summary>
internal sealed class GracefulStop(RequestsUnderWay requests, IOptions<AllocatorServerOptions> options, IOptions<HostOptions> host, TimeProvider time)
    : IHostedLifecycleService, IDisposable
{
    /// <summary>How long a Create that is cancelled may take: one answer, and the deletion of what there is.</summary>
    private static readonly TimeSpan s_cleanUp = LeaseTerms.Rollback * 2;

    private ITimer? _end;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        var left = host.Value.ShutdownTimeout - s_cleanUp;
        _end = time.CreateTimer(_ => _ = requests.EndAsync(), null, left > TimeSpan.Zero ? left : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        if (options.Value.ShutdownDelay > TimeSpan.Zero)
            await Task.Delay(options.Value.ShutdownDelay, time, cancellationToken).ConfigureAwait(false);
        await requests.StopFollowingAsync().ConfigureAwait(false);
    }

    /// <summary>Hosted services stop before what they use is disposed of, so nothing is taken away from a request that cleans up.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => requests.WhenIdle.WaitAsync(cancellationToken);

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _end?.Dispose();
}
