namespace Allocator.Contract;

/// <summary>
/// The cluster that a run is about. Each thin project has one implementation, the class <c>TargetCluster</c> in this namespace, with a parameterless
/// constructor and a static <c>SkipReason</c>: why there is no such cluster here, or null.
/// </summary>
internal interface ITargetCluster : IAsyncDisposable
{
    /// <summary>Whether it may answer 501 to what it does not support.</summary>
    bool IsEmbedded { get; }

    /// <summary>Starts or finds it.</summary>
    /// <returns>The administrator's kubeconfig.</returns>
    Task<string> StartAsync(CancellationToken cancellationToken);

    /// <summary>A handle on its faults, which only the embedded one has: compacts what a watch or a page could resume from.</summary>
    /// <returns>Whether it can.</returns>
    bool TryCompact();
}
