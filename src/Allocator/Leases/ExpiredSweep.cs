using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Allocator;

/// <summary>
/// Removes what other processes left behind, once per process and service, beside its first Create: also what no Create would meet, because it holds no
/// place that anybody needs.
/// </summary>
internal sealed partial class ExpiredSweep(AllocatorSession session)
{
    private readonly ConcurrentDictionary<string, Lazy<Task>> _sweeps = new(StringComparer.Ordinal);

    /// <summary>Begins the sweep of a service, unless this process has begun it before; nobody waits for it.</summary>
    public void Begin(string service) => _ = _sweeps.GetOrAdd(service, name => new Lazy<Task>(() => SweepAsync(name))).Value;

    private async Task SweepAsync(string service)
    {
        try
        {
            var roots = new ResourceSelector { Labels = $"{Labels.Service}={service},{Labels.Role}={Labels.RootRole}" };
            await ExpiredInstance.RemoveAllAsync(session, roots, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            // Create itself says what is wrong with the cluster; this is for the next process then.
            Log.Failed(session.Logger, failure, service);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "Instances of {Service} whose leases have run out could not be looked for")]
        public static partial void Failed(ILogger logger, Exception failure, string service);
    }
}
