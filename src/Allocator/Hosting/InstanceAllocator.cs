using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Allocator;

/// <summary>An allocator of one service without a host, for programs and tests that have no dependency injection.</summary>
public sealed class InstanceAllocator : IInstanceAllocator, ITemplateValidator, IAsyncDisposable
{
    private readonly ServiceProvider _provider;
    private readonly IInstanceAllocator _allocator;

    private InstanceAllocator(ServiceProvider provider, IInstanceAllocator allocator) => (_provider, _allocator) = (provider, allocator);

    /// <inheritdoc/>
    public string Service => _allocator.Service;

    /// <summary>Makes an allocator. Nothing is sent to the cluster yet.</summary>
    /// <param name="service">The service's name: <c>[a-z]([-a-z0-9]*[a-z0-9])?</c>, at most 30 characters.</param>
    /// <param name="configureService">Sets template, limits and disk.</param>
    /// <param name="configure">Sets cluster and namespace; null for kubectl's defaults.</param>
    /// <exception cref="OptionsValidationException">A setting is not right; the message names it.</exception>
    /// <exception cref="ClusterUnavailableException">No cluster is configured; the message lists what was tried.</exception>
    public static InstanceAllocator Create(string service, Action<ServiceOptions> configureService, Action<AllocatorOptions>? configure = null) =>
        Create(service, configureService, builder =>
        {
            if (configure is not null)
                builder.Services.Configure(configure);
        });

    /// <summary>As <see cref="Create(string, Action{ServiceOptions}, Action{AllocatorOptions})"/>, with an identity, logging or template engines of your own.</summary>
    public static InstanceAllocator Create(string service, Action<ServiceOptions> configureService, Action<IAllocatorBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var services = new ServiceCollection();
        configure(services.AddAllocator().AddService(service, configureService));
        var provider = services.BuildServiceProvider();
        try
        {
            provider.GetRequiredService<IStartupValidator>().Validate();
            return new InstanceAllocator(provider, provider.GetRequiredKeyedService<IInstanceAllocator>(service));
        }
        catch
        {
            provider.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public Task<InstanceHandle> CreateAsync(CreateOptions? options = null, IProgress<InstanceProgress>? progress = null, CancellationToken cancellationToken = default) =>
        _allocator.CreateAsync(options, progress, cancellationToken);

    /// <inheritdoc/>
    public Task<Instance> GetAsync(string name, CancellationToken cancellationToken = default) => _allocator.GetAsync(name, cancellationToken);

    /// <inheritdoc/>
    public Task<InstanceHandle> OpenAsync(string name, CancellationToken cancellationToken = default) => _allocator.OpenAsync(name, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<Instance> ListAsync(CancellationToken cancellationToken = default) => _allocator.ListAsync(cancellationToken);

    /// <inheritdoc/>
    public Task DestroyAsync(string name, DestroyOptions? options = null, CancellationToken cancellationToken = default) =>
        _allocator.DestroyAsync(name, options, cancellationToken);

    /// <inheritdoc/>
    public Task SuspendAsync(string name, IProgress<InstanceProgress>? progress = null, CancellationToken cancellationToken = default) =>
        _allocator.SuspendAsync(name, progress, cancellationToken);

    /// <inheritdoc/>
    public Task ResumeAsync(string name, IProgress<InstanceProgress>? progress = null, CancellationToken cancellationToken = default) =>
        _allocator.ResumeAsync(name, progress, cancellationToken);

    /// <inheritdoc/>
    public Task ResetDiskAsync(string name, IProgress<InstanceProgress>? progress = null, CancellationToken cancellationToken = default) =>
        _allocator.ResetDiskAsync(name, progress, cancellationToken);

    /// <inheritdoc/>
    public Task ValidateAsync(CreateOptions? options = null, CancellationToken cancellationToken = default) =>
        _provider.GetRequiredKeyedService<ITemplateValidator>(Service).ValidateAsync(options, cancellationToken);

    /// <summary>Ends the watches and renewals. Instances whose handles were not disposed go when their leases run out.</summary>
    public ValueTask DisposeAsync() => _provider.DisposeAsync();
}
