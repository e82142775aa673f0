using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Allocator.Server;

/// <summary>
/// Whether requests should come here: from when the cluster has answered once until the server is told to stop. A cluster that is away later is no
/// reason, because it is so for every replica, and callers
/// are told more by an answer than by none.
/// </summary>
internal sealed class ServerReadiness(AllocatorSession session, IHostApplicationLifetime lifetime) : IHealthCheck
{
    public const string Tag = "allocator-ready";

    private volatile bool _clusterHasAnswered;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested)
            return HealthCheckResult.Unhealthy("The server is stopping.");
        if (_clusterHasAnswered)
            return HealthCheckResult.Healthy();
        try
        {
            await session.Client.CanAsync("list", ResourceKind.Lease, null, session.Namespace, null, cancellationToken).ConfigureAwait(false);
            _clusterHasAnswered = true;
            return HealthCheckResult.Healthy();
        }
        catch (KubernetesException failure)
        {
            return HealthCheckResult.Unhealthy("The cluster has not answered yet.", failure);
        }
    }
}
