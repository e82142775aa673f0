using System.Globalization;
using System.Net.Sockets;

namespace Allocator.Bench.Forward;

/// <summary>What is measured: the endpoints of an instance, and the instance itself.</summary>
internal sealed class AllocatorForward : IAsyncDisposable
{
    private readonly InstanceAllocator _allocator;
    private readonly InstanceHandle _instance;
    private readonly InstanceEndpoint[] _endpoints;

    private AllocatorForward(InstanceAllocator allocator, InstanceHandle instance, InstanceEndpoint[] endpoints) =>
        (_allocator, _instance, _endpoints) = (allocator, instance, endpoints);

    /// <summary>The name of the instance, which is its pod's.</summary>
    public string PodName => _instance.Name;

    public static async Task<AllocatorForward> StartAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var allocator = InstanceAllocator.Create(
            "bench-forward",
            service =>
            {
                service.TemplatePath = Template.PathOf("forward.gotmpl");
                service.Parameters["image"] = arguments.Image;
                service.Parameters["megabytes"] = arguments.Megabytes.ToString(CultureInfo.InvariantCulture);
            },
            options =>
            {
                options.Kubeconfig = arguments.Kubeconfig;
                options.Namespace = arguments.Namespace;
                options.Identity = "bench";
            });
        try
        {
            var instance = await allocator.CreateAsync(cancellationToken: cancellationToken);
            return new AllocatorForward(
                allocator,
                instance,
                [
                    await instance.ConnectAsync("echo", cancellationToken),
                    await instance.ConnectAsync("upload", cancellationToken),
                    await instance.ConnectAsync("download", cancellationToken),
                ]);
        }
        catch
        {
            await allocator.DisposeAsync();
            throw;
        }
    }

    /// <exception cref="AllocatorException">A connection failed; the message says why.</exception>
    public async Task<double> MeasureAsync(Func<LocalPorts, CancellationToken, Task<double>> measure, CancellationToken cancellationToken)
    {
        try
        {
            return await measure(new LocalPorts(_endpoints[0].Port, _endpoints[1].Port, _endpoints[2].Port), cancellationToken);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            var cause = _endpoints.Select(endpoint => endpoint.LastError).FirstOrDefault(error => error is not null);
            throw new AllocatorException($"A connection of the Allocator failed: {cause?.Message ?? e.Message}", cause ?? e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var endpoint in _endpoints)
            await endpoint.DisposeAsync();
        await _instance.DisposeAsync();
        await _allocator.DisposeAsync();
    }
}
