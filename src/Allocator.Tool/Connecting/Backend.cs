using Microsoft.Extensions.DependencyInjection;

namespace Allocator.Tool;

/// <summary>Where instances, their services and what creates them come from. Most commands know no more than this.</summary>
internal abstract class Backend(ServiceProvider services, Notices notices) : IAsyncDisposable
{
    public IInstanceDirectory Instances => services.GetRequiredService<IInstanceDirectory>();

    public IServiceCatalog Catalog => services.GetRequiredService<IServiceCatalog>();

    /// <summary>What whoever waits is told meanwhile.</summary>
    public Notices Notices => notices;

    /// <summary>Where services are described that the cluster does not publish, in a word.</summary>
    public abstract string Home { get; }

    /// <summary>What to do where there are no services at all.</summary>
    public abstract string AdviceWithoutServices { get; }

    protected IServiceProvider Services => services;

    public IInstanceAllocator AllocatorOf(string service) => services.GetRequiredKeyedService<IInstanceAllocator>(service);

    /// <summary>Tells a person that there is no such service, and what to do.</summary>
    public abstract string Explain(ServiceNotFoundException absent);

    /// <summary>What the doctor finds.</summary>
    public abstract IAsyncEnumerable<(string Check, Finding Finding)> ExamineAsync(CancellationToken cancellationToken);

    public ValueTask DisposeAsync() => services.DisposeAsync();
}
