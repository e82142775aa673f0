using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Allocator;

/// <summary>The client of an allocator server without a host, for programs and tests that have no dependency injection.</summary>
public sealed class AllocatorClient : IAsyncDisposable
{
    private readonly ServiceProvider _provider;

    private AllocatorClient(ServiceProvider provider) => _provider = provider;

    /// <summary>The caller's instances of all services.</summary>
    public IInstanceDirectory Instances => _provider.GetRequiredService<IInstanceDirectory>();

    /// <summary>What can be allocated.</summary>
    public IServiceCatalog Services => _provider.GetRequiredService<IServiceCatalog>();

    /// <summary>Makes a client. Nothing is sent to the server yet.</summary>
    /// <param name="configure">Sets the server's address and the sign-in.</param>
    /// <exception cref="OptionsValidationException">A setting is not right; the message names it.</exception>
    public static AllocatorClient Create(Action<AllocatorClientOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return Create(services => services.AddAllocatorClient(configure));
    }

    /// <summary>As <see cref="Create(Action{AllocatorClientOptions})"/>, with a logging or a clock of your own.</summary>
    /// <param name="configure">Calls <c>AddAllocatorClient</c> and adds what else there is.</param>
    /// <exception cref="OptionsValidationException">A setting is not right; the message names it.</exception>
    public static AllocatorClient Create(Action<IServiceCollection> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var services = new ServiceCollection();
        configure(services);
        var provider = services.BuildServiceProvider();
        try
        {
            provider.GetRequiredService<IStartupValidator>().Validate();
            return new AllocatorClient(provider);
        }
        catch
        {
            provider.Dispose();
            throw;
        }
    }

    /// <summary>The allocator of one service.</summary>
    /// <param name="service">The service's name. Whether the server has it, the first call tells.</param>
    public IInstanceAllocator AllocatorOf(string service)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(service);
        return _provider.GetRequiredKeyedService<IInstanceAllocator>(service);
    }

    /// <summary>Ends the renewals. Instances whose handles were not disposed go when their leases run out.</summary>
    public ValueTask DisposeAsync() => _provider.DisposeAsync();
}
