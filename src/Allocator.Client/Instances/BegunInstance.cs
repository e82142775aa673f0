namespace Allocator.Client;

/// <summary>An instance that a request is creating, as far as its progress names it.</summary>
internal sealed class BegunInstance(IProgress<InstanceProgress>? listener) : IProgress<InstanceProgress>
{
    private string? _name;

    public void Report(InstanceProgress value)
    {
        _name = value.InstanceName ?? _name;
        listener?.Report(value);
    }

    /// <summary>After the request was given up: the server undoes what it has begun, but the instance may have become ready at that very moment.</summary>
    public async Task TryDestroyAsync(ServerSession session)
    {
        if (_name is null)
            return;
        try
        {
            using var limit = new CancellationTokenSource(LeaseTerms.Rollback, session.Time);
            await ServerInstances.DestroyAsync(session, _name, null, limit.Token).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is AllocatorException or OperationCanceledException)
        {
            // The server's undoing is what counts, and the lease after it.
        }
    }
}
