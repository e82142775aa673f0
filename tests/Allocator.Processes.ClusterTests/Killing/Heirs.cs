using Microsoft.Extensions.DependencyInjection;

namespace Allocator;

/// <summary>After a round all places of its service can be had: those of the killed as soon as their leases have run out. Meanwhile others reap.</summary>
internal sealed class Heirs : IAsyncDisposable
{
    // How long a process that died while it was creating holds a place; what is added before anybody takes it; what a busy machine adds.
    private static readonly TimeSpan s_creation = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_margin = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_slack = TimeSpan.FromSeconds(25);

    private readonly ServiceProvider _provider;
    private readonly SemaphoreSlim _atOnce = new(8);
    private readonly List<Task> _rounds = [];

    public Heirs(string kubeconfig, FightPlan plan)
    {
        var services = new ServiceCollection();
        var builder = services.AddAllocator(options => (options.Kubeconfig, options.Identity) = (kubeconfig, "heir"));
        for (var round = 0; round < plan.Rounds; round++)
        {
            var limit = FightPlan.LimitOf(round);
            builder.AddService(FightPlan.ServiceOf(round), options => (options.Template, options.MaxInstances, options.MaxInstancesPerOwner) = (Template, limit, null));
        }

        _provider = services.BuildServiceProvider();
    }

    private const string Template = """
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: {{ .Name }}
        """;

    public void Inherit(int round) => _rounds.Add(InheritAsync(round));

    /// <summary>Returns when all have had their places; fails if one has not got one in time.</summary>
    public Task InheritedAsync() => Task.WhenAll(_rounds);

    public async Task<IReadOnlyList<Instance>> ReapAsync() => await _provider.GetRequiredService<AllocatorReaper>().ReapAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        _atOnce.Dispose();
        await _provider.DisposeAsync();
    }

    private async Task InheritAsync(int round)
    {
        await _atOnce.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            var allocator = _provider.GetRequiredKeyedService<IInstanceAllocator>(FightPlan.ServiceOf(round));
            var patiently = new CreateOptions { PlaceTimeout = s_creation + s_margin + s_slack };
            var handles = await Task.WhenAll(Enumerable.Range(0, FightPlan.LimitOf(round)).Select(_ => allocator.CreateAsync(patiently, cancellationToken: TestContext.Current.CancellationToken)));
            foreach (var handle in handles)
            {
                handle.ThrowIfLost();
                await handle.DisposeAsync();
            }
        }
        finally
        {
            _atOnce.Release();
        }
    }
}
