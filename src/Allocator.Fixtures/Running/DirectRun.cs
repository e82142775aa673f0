using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Allocator;

/// <summary>Straight to a cluster: one session for all fixtures, so one watch per kind and one timer for all renewals, and a reaper while the process runs.</summary>
internal sealed class DirectRun : RunCluster
{
    private static readonly TimeSpan s_reapInterval = TimeSpan.FromSeconds(30);

    private readonly ClusterKey _key;
    private readonly EmbeddedRun? _embedded;
    private readonly ServiceProvider _provider;
    private readonly AllocatorSession _session;
    private readonly ReaperService _reaper;
    private readonly ConcurrentDictionary<(object Service, string Name, bool Published, TimeSpan Timeout), Lazy<(ServiceProvider Provider, IInstanceAllocator Allocator)>> _services = new();

    private DirectRun(ClusterKey key, EmbeddedRun? embedded)
    {
        (_key, _embedded) = (key, embedded);
        var services = new ServiceCollection();
        Configure(services);
        _provider = services.BuildServiceProvider();
        _provider.GetRequiredService<IStartupValidator>().Validate();
        _session = _provider.GetRequiredService<AllocatorSession>();
        _reaper = new ReaperService(new AllocatorReaper(_session), s_reapInterval, _session.Time, _session.Logger);
        _ = _reaper.StartAsync(CancellationToken.None);
    }

    public override TimeProvider Time => _session.Time;

    public override Task FirstReap => _reaper.FirstLook;

    public static async Task<DirectRun> ConnectAsync(ClusterKey key)
    {
        var embedded = key.Embedded ? await EmbeddedRun.StartAsync(key.Namespace).ConfigureAwait(false) : null;
        try
        {
            return new DirectRun(key, embedded);
        }
        catch
        {
            embedded?.Dispose();
            throw;
        }
    }

    public override Task AskAsync(CancellationToken cancellationToken) => ClusterErrors.ExplainAsync(
        _session, () => _session.Client.ListPageAsync(ResourceKind.Lease, _session.Namespace, null, 1, null, cancellationToken), cancellationToken);

    /// <summary>The allocator of a service, made once for all fixtures that want the same of it.</summary>
    public override IInstanceAllocator AllocatorOf(ServiceDefinition service, FixtureOptions options)
    {
        _embedded?.Serve(service);
        var key = (WhatMakes(service), service.Name, options.ClusterServices, options.SetupTimeout);
        return _services.GetOrAdd(key, _ => new(() => CreateAllocator(service, options))).Value.Allocator;
    }

    public override async ValueTask DisposeAsync()
    {
        await _reaper.StopAsync(CancellationToken.None).ConfigureAwait(false);
        _reaper.Dispose();
        foreach (var service in _services.Values.Where(service => service.IsValueCreated))
            await service.Value.Provider.DisposeAsync().ConfigureAwait(false);
        await _provider.DisposeAsync().ConfigureAwait(false);
        _embedded?.Dispose();
    }

    /// <summary>Services of a type that takes no arguments are alike; others are themselves.</summary>
    private static object WhatMakes(ServiceDefinition service) => service.GetType() is var type && type.GetConstructor(Type.EmptyTypes) is not null ? type : service;

    private IAllocatorBuilder Configure(ServiceCollection services)
    {
        var builder = services.AddAllocator(options =>
        {
            options.Kubeconfig = _embedded?.Kubeconfig ?? _key.Kubeconfig;
            options.Context = _key.Context;
            options.Namespace = _key.Namespace;
            options.Connection = _key.Connection;
            options.Identity = _key.Identity;
            options.MaxConcurrentCreates = _key.MaxConcurrentCreates;
        });
        _key.Configure?.Invoke(builder);
        return builder;
    }

    private (ServiceProvider Provider, IInstanceAllocator Allocator) CreateAllocator(ServiceDefinition service, FixtureOptions options)
    {
        var services = new ServiceCollection();
        var builder = Configure(services).AddService(service, settings => Configure(settings, service, options));
        if (options.ClusterServices)
            builder.TryAddClusterServices();

        // An instance that is given is not disposed of with this provider.
        services.Replace(ServiceDescriptor.Singleton(_session));
        var provider = services.BuildServiceProvider();
        try
        {
            provider.GetRequiredService<IStartupValidator>().Validate();
            return (provider, provider.GetRequiredKeyedService<IInstanceAllocator>(service.Name));
        }
        catch (OptionsValidationException wrong)
        {
            provider.Dispose();
            throw new AllocatorException($"Service '{service.Name}' ({service.GetType().FullName}) cannot be allocated: {wrong.Message}", wrong);
        }
    }

    /// <summary>A fixture has an instance for each class that asks, so one per owner would be too few; what the service itself says holds.</summary>
    private static void Configure(ServiceOptions settings, ServiceDefinition service, FixtureOptions options)
    {
        settings.MaxInstancesPerOwner = null;
        settings.CreateTimeout = options.SetupTimeout;
        service.Configure(settings);
        if (settings.CreateTimeout > options.SetupTimeout)
            settings.CreateTimeout = options.SetupTimeout;
    }
}
