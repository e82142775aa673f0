using Allocator.Api;

namespace Allocator.Client;

/// <summary>The allocator of one service, over a server.</summary>
internal sealed class ServerAllocator(ServerSession session, string service) : IInstanceAllocator
{
    public string Service => service;

    public async Task<InstanceHandle> CreateAsync(CreateOptions? options = null, IProgress<InstanceProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        options ??= new CreateOptions();

        // With a key, a request that is repeated because its answer was lost means the instance that the first one has created.
        var key = options.IdempotencyKey ?? Guid.NewGuid().ToString("N");
        var begun = new BegunInstance(progress);
        try
        {
            var created = await session.RunAsync(ApiPath.InstancesOf(service), Wire(options), key, begun, cancellationToken).ConfigureAwait(false);
            return ServerInstanceHandle.Holding(session, created);
        }
        catch (OperationCanceledException) when (options.IdempotencyKey is null)
        {
            await begun.TryDestroyAsync(session).ConfigureAwait(false);
            throw;
        }
    }

    public Task<Instance> GetAsync(string name, CancellationToken cancellationToken = default) => ServerInstances.GetAsync(session, service, name, cancellationToken);

    public async Task<InstanceHandle> OpenAsync(string name, CancellationToken cancellationToken = default) =>
        await ServerInstanceHandle.VisitingAsync(
            session, await GetAsync(name, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    public IAsyncEnumerable<Instance> ListAsync(CancellationToken cancellationToken = default) => ServerInstances.ListAsync(session, service, cancellationToken);

    public async Task DestroyAsync(string name, DestroyOptions? options = null, CancellationToken cancellationToken = default)
    {
        await GetAsync(name, cancellationToken).ConfigureAwait(false);
        await ServerInstances.DestroyAsync(session, name, options, cancellationToken).ConfigureAwait(false);
    }

    public Task SuspendAsync(string name, IProgress<InstanceProgress>? progress = null, CancellationToken cancellationToken = default) =>
        RunAsync(name, "suspend", progress, cancellationToken);

    public Task ResumeAsync(string name, IProgress<InstanceProgress>? progress = null, CancellationToken cancellationToken = default) =>
        RunAsync(name, "resume", progress, cancellationToken);

    public Task ResetDiskAsync(string name, IProgress<InstanceProgress>? progress = null, CancellationToken cancellationToken = default) =>
        RunAsync(name, "reset", progress, cancellationToken);

    private async Task RunAsync(string name, string what, IProgress<InstanceProgress>? progress, CancellationToken cancellationToken)
    {
        await GetAsync(name, cancellationToken).ConfigureAwait(false);
        await session.RunAsync(ApiPath.Of(name, what), null, null, progress, cancellationToken).ConfigureAwait(false);
    }

    private static CreateInstanceRequest Wire(CreateOptions options) => new()
    {
        Parameters = options.Parameters,
        Lease = WireSeconds.Of(options.Lease),
        Lifetime = WireSeconds.Of(options.Lifetime),
        PlaceTimeout = options.PlaceTimeout.TotalSeconds,
        KeepFailedFor = WireSeconds.Of(options.KeepFailedFor),
        Origin = options.Origin,
    };
}
