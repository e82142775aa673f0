using System.Runtime.CompilerServices;

namespace Allocator;

/// <summary>The allocator of one service, straight against a cluster.</summary>
internal sealed class ServiceAllocator(AllocatorSession session, IServiceSource service, CallerLookup callers) : IInstanceAllocator
{
    public string Service => service.Service;

    public async Task<InstanceHandle> CreateAsync(CreateOptions? options = null, IProgress<InstanceProgress>? progress = null, CancellationToken cancellationToken = default) =>
        await CreateOperation.RunAsync(
            session, await PlannerAsync(cancellationToken).ConfigureAwait(false), callers, options ?? new CreateOptions(), progress, cancellationToken).ConfigureAwait(false);

    public async Task<Instance> GetAsync(string name, CancellationToken cancellationToken = default) =>
        (await FindAsync(name, cancellationToken).ConfigureAwait(false)).Instance;

    public async Task<InstanceHandle> OpenAsync(string name, CancellationToken cancellationToken = default) =>
        ClusterInstanceHandle.Visiting(session, await OptionsAsync(cancellationToken).ConfigureAwait(false), await FindAsync(name, cancellationToken).ConfigureAwait(false));

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

    public Task SuspendAsync(string name, IProgress<InstanceProgress>? progress = null, CancellationToken cancellationToken = default) =>
        RunAsync(name, OperationGoal.Suspend, progress, cancellationToken);

    public Task ResumeAsync(string name, IProgress<InstanceProgress>? progress = null, CancellationToken cancellationToken = default) =>
        RunAsync(name, OperationGoal.Resume, progress, cancellationToken);

    public Task ResetDiskAsync(string name, IProgress<InstanceProgress>? progress = null, CancellationToken cancellationToken = default) =>
        RunAsync(name, OperationGoal.ResetDisk, progress, cancellationToken);

    private async Task RunAsync(string name, OperationGoal goal, IProgress<InstanceProgress>? progress, CancellationToken cancellationToken)
    {
        var options = await OptionsAsync(cancellationToken).ConfigureAwait(false);
        var record = await FindAsync(name, cancellationToken).ConfigureAwait(false);
        await InstanceOperation.RunAsync(session, options, record, goal, progress, cancellationToken).ConfigureAwait(false);
    }

    private async Task<ServiceOptions> OptionsAsync(CancellationToken cancellationToken) => (await PlannerAsync(cancellationToken).ConfigureAwait(false)).Options;

    private Task<InstancePlanner> PlannerAsync(CancellationToken cancellationToken) =>
        ClusterErrors.ExplainAsync(session, () => service.GetAsync(cancellationToken).AsTask(), cancellationToken);

    private async Task<InstanceRecord> FindAsync(string name, CancellationToken cancellationToken)
    {
        var caller = await callers.GetAsync(cancellationToken).ConfigureAwait(false);
        return await ClusterErrors.ExplainAsync(session, () => InstanceReader.GetAsync(session, Service, caller, name, cancellationToken), cancellationToken).ConfigureAwait(false);
    }
}
