using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Allocator;

/// <summary>A service of a test's own, whose Create is to fail.</summary>
internal sealed class FailingService : IAsyncDisposable
{
    private readonly ClusterFixture _cluster;
    private readonly InstanceAllocator _allocator;
    private readonly string _namespace;

    /// <param name="cluster">The cluster.</param>
    /// <param name="name">The service's name, which nobody else has.</param>
    /// <param name="template">Its template.</param>
    /// <param name="configure">Changes the service.</param>
    /// <param name="kubeconfig">Who creates; null for the user with the documented role.</param>
    /// <param name="ns">Where; null for the run's namespace.</param>
    public FailingService(
        ClusterFixture cluster, string name, string? template, Action<ServiceOptions>? configure = null, string? kubeconfig = null, string? ns = null)
    {
        _cluster = cluster;
        _namespace = ns ?? cluster.Namespace;
        _allocator = InstanceAllocator.Create(
            name,
            options =>
            {
                options.Template = template;
                configure?.Invoke(options);
            },
            builder => builder.Services
                .AddLogging(logging => logging.AddProvider(Log).SetMinimumLevel(LogLevel.Trace))
                .Configure<AllocatorOptions>(options =>
                {
                    options.Kubeconfig = kubeconfig ?? cluster.Kubeconfig;
                    options.Identity = $"{name}@example.com";
                    options.Namespace = _namespace;
                }));
    }

    public CapturedLog Log { get; } = new();

    public IInstanceAllocator Allocator => _allocator;

    public Task<InstanceHandle> CreateAsync(CreateOptions? options = null) =>
        _allocator.CreateAsync(options, cancellationToken: TestContext.Current.CancellationToken);

    /// <summary>Creates, and returns the error, which is shown with the test's result.</summary>
    public async Task<T> FailAsync<T>(CreateOptions? options = null)
        where T : AllocatorException
    {
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => CreateAsync(options));
        TestContext.Current.TestOutputHelper?.WriteLine(failure.Message);
        return Assert.IsType<T>(failure);
    }

    public Task LeavesNothingAsync() =>
        Eventually.EmptyAsync(() => _cluster.Leftovers.InNamespaceAsync(_namespace, $"allocator.dev/service={_allocator.Service}"));

    public ValueTask DisposeAsync() => _allocator.DisposeAsync();
}
