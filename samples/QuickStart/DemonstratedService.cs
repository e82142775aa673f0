using Allocator;

namespace QuickStart;

/// <summary>A service, and what its user does with an instance.</summary>
internal abstract class DemonstratedService : ServiceDefinition
{
    /// <summary>The port that it serves.</summary>
    public abstract string Port { get; }

    /// <summary>Uses an instance that is ready.</summary>
    public abstract Task UseAsync(InstanceEndpoint endpoint, CancellationToken cancellationToken);

    /// <summary>Uses it once more, after its pod was replaced.</summary>
    public abstract Task UseAgainAsync(InstanceEndpoint endpoint, CancellationToken cancellationToken);
}
