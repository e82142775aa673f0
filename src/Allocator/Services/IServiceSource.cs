namespace Allocator;

/// <summary>Says what a service is at the moment.</summary>
internal interface IServiceSource
{
    /// <summary>The service's name.</summary>
    string Service { get; }

    /// <summary>What renders the service's template and knows its options. It may be another one the next time.</summary>
    /// <exception cref="ServiceNotFoundException">There is no such service.</exception>
    ValueTask<InstancePlanner> GetAsync(CancellationToken cancellationToken);
}
