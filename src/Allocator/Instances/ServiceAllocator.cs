using System.Runtime.CompilerServices;

namespace Allocator;

/// <summary>The allocator of one service, straight against a cluster.</summary>
internal sealed class ServiceAllocator(AllocatorSession session, InstancePlanner planner, CallerLookup callers) : IInstanceAllocator
{
    public string Service => planner.Service;

    public Task<InstanceHandle> CreateAsync(CreateOptions? options = null, IProgress<InstanceProgress>? progress = null, CancellationToken cancellationToken = default) =>
        CreateOperation.RunAsync(session, planner, callers, options ?? new CreateOptions(), progress, cancellationToken);

    public async Task<Instance> GetAsync(string name, CancellationToken cancellationToken = default) =>
        (await FindAsync(name, cancellationToken).ConfigureAwait(false)).Instance;

    public async Task<InstanceHandle> OpenAsync(string name, CancellationToken cancellationToken = default) =>
        InstanceHandle.Visiting(session, planner.Options, await FindAsync(name, cancellationToken).ConfigureAwait(false));

    public async IAsyncEnumerable<Instance> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var caller = await callers.GetAsync(cancellationToken).ConfigureAwait(false);
        var records = await ClusterErrors.ExplainAsync(session, () => InstanceReader.ListAsync(session, Service, caller, cancellationToken), cancellationToken).ConfigureAwait(false);
        foreach (var record in records)
            yield return record.Instance;
    }

    public async Task DestroyAsync(string name, DestroyOptions? options = null, CancellationToken cancellationToken = default)
    {
        var record = await FindAsync(name, cancellationToken).ConfigureAwait(false);
        await ClusterErrors.ExplainAsync(session, () => InstanceDestroyer.DestroyAsync(session, record, null, options, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    public async Task SuspendAsync(string name, IProgress<InstanceProgress>? progress = null, CancellationToken cancellationToken = default) =>
        await InstanceOperation.RunAsync(session, planner.Options, await FindAsync(name, cancellationToken).ConfigureAwait(false), OperationGoal.Suspend, progress, cancellationToken).ConfigureAwait(false);

    public async Task ResumeAsync(string name, IProgress<InstanceProgress>? progress = null, CancellationToken cancellationToken = default) =>
        await InstanceOperation.RunAsync(session, planner.Options, await FindAsync(name, cancellationToken).ConfigureAwait(false), OperationGoal.Resume, progress, cancellationToken).ConfigureAwait(false);

    public async Task ResetDiskAsync(string name, IProgress<InstanceProgress>? progress = null, CancellationToken cancellationToken = default) =>
        await InstanceOperation.RunAsync(session, planner.Options, await FindAsync(name, cancellationToken).ConfigureAwait(false), OperationGoal.ResetDisk, progress, cancellationToken).ConfigureAwait(false);

    private async Task<InstanceRecord> FindAsync(string name, CancellationToken cancellationToken)
    {
        var caller = await callers.GetAsync(cancellationToken).ConfigureAwait(false);
        return await ClusterErrors.ExplainAsync(session, () => InstanceReader.GetAsync(session, Service, caller, name, cancellationToken), cancellationToken).ConfigureAwait(false);
    }
}
