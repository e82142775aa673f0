namespace Allocator;

/// <summary>A service that the process itself describes, once and for all.</summary>
internal sealed class LocalService(InstancePlanner planner) : IServiceSource
{
    public string Service => planner.Service;

    public ValueTask<InstancePlanner> GetAsync(CancellationToken cancellationToken) => ValueTask.FromResult(planner);
}
