using Microsoft.Extensions.DependencyInjection;

namespace Allocator;

/// <summary>A reaper as a host of its own has it.</summary>
internal sealed class Reaping(ClusterFixture cluster) : IAsyncDisposable
{
    private readonly ServiceProvider _host = new ServiceCollection().AddAllocator(options => options.Kubeconfig = cluster.Kubeconfig).Services.BuildServiceProvider();

    /// <summary>The API server's clock, as of its last answer.</summary>
    public DateTimeOffset ServerTime => _host.GetRequiredService<AllocatorSession>().Client.Clock.Now!.Value;

    public Task<IReadOnlyList<Instance>> ReapAsync() => _host.GetRequiredService<AllocatorReaper>().ReapAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _host.DisposeAsync();
}
