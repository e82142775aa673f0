namespace Allocator;

/// <summary>A test process' connection to where instances come from, for all fixtures: a cluster, or an allocator server.</summary>
internal abstract class RunCluster : IAsyncDisposable
{
    public abstract TimeProvider Time { get; }

    /// <summary>The look for what killed runs have left. A run that is over in a moment waits for it, or nobody would look.</summary>
    public abstract Task FirstReap { get; }

    /// <summary>Whether an instance was ever created: then a missing answer is a disturbance, not the absence of a cluster.</summary>
    public bool HasAnswered { get; set; }

    /// <summary>Why there is no cluster, once a fixture has found out: the others need not wait for the same.</summary>
    public ClusterUnavailableException? Absence { get; set; }

    public static async Task<RunCluster> StartAsync(ClusterKey key) =>
        key.Server is null ? await DirectRun.ConnectAsync(key).ConfigureAwait(false) : new ServerRun(key);

    public abstract IInstanceAllocator AllocatorOf(ServiceDefinition service, FixtureOptions options);

    /// <summary>Asks whether it is there.</summary>
    /// <exception cref="ClusterUnavailableException">It is not.</exception>
    public abstract Task AskAsync(CancellationToken cancellationToken);

    public abstract ValueTask DisposeAsync();
}
