using Allocator;
using Allocator.Client;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the client of an allocator server to a host.</summary>
public static class AllocatorClientServiceCollectionExtensions
{
    /// <summary>
    /// Adds an <see cref="IInstanceAllocator"/> for each service of the server, with the service's name as its key, the <see cref="IInstanceDirectory"/> and the
    /// <see cref="IServiceCatalog"/>. Nothing is sent before one of them is used. It takes the place of <c>AddAllocator()</c>; a host has one of the two.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">Sets the server's address and the sign-in; null where <see cref="AllocatorClientOptions"/> are configured elsewhere.</param>
    public static IServiceCollection AddAllocatorClient(this IServiceCollection services, Action<AllocatorClientOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddLogging();
        var options = services.AddOptions<AllocatorClientOptions>().ValidateOnStart();
        if (configure is not null)
            options.Configure(configure);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AllocatorClientOptions>, AllocatorClientOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => new ServerSession(
            provider.GetRequiredService<IOptions<AllocatorClientOptions>>().Value,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILoggerFactory>()));
        services.TryAddKeyedSingleton<IInstanceAllocator>(KeyedService.AnyKey, (provider, key) => new ServerAllocator(
            provider.GetRequiredService<ServerSession>(),
            key as string ?? throw new InvalidOperationException($"A service's key is its name, a string, not {key}.")));
        services.TryAddSingleton<IInstanceDirectory>(provider => new ServerDirectory(provider.GetRequiredService<ServerSession>()));
        services.TryAddSingleton<IServiceCatalog>(provider => new ServerCatalog(provider.GetRequiredService<ServerSession>()));
        return services;
    }
}
