using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Allocator;

/// <summary>Where a host's services come from.</summary>
internal static class ServiceSources
{
    /// <summary>A service that the process adds; its limits may be published.</summary>
    public static IServiceSource OfLocal(IServiceProvider provider, string name)
    {
        var options = provider.GetRequiredService<IOptionsMonitor<ServiceOptions>>().Get(name);
        return provider.GetService<PublishedServices>() is { } published
            ? OfPublished(provider, name, published, options)
            : new LocalService(new InstancePlanner(provider.GetRequiredService<AllocatorSession>(), name, options, provider.GetRequiredService<TemplateEngines>()));
    }

    /// <summary>A service that only the cluster knows.</summary>
    public static IServiceSource OfPublished(IServiceProvider provider, object? key)
    {
        var name = key as string ?? throw new InvalidOperationException($"A service's key is its name, a string, not {key}.");
        ServiceName.ThrowIfInvalid(name);
        return OfPublished(provider, name, provider.GetRequiredService<PublishedServices>(), null);
    }

    private static PublishedServiceSource OfPublished(IServiceProvider provider, string name, PublishedServices published, ServiceOptions? local) => new(
        name,
        provider.GetRequiredService<AllocatorSession>(),
        published,
        provider.GetRequiredService<TemplateEngines>(),
        provider.GetRequiredService<ServiceOptionsValidator>(),
        local);
}
