using Microsoft.Extensions.DependencyInjection;

namespace Allocator.Bench.Requests;

/// <summary>An allocator with a session of its own, as another process would have, whose requests are counted.</summary>
internal sealed class CountedAllocator : IAsyncDisposable
{
    /// <summary>What the template makes: ConfigMap, Service, NetworkPolicy, Deployment, and the disk.</summary>
    public const int Objects = 5;

    /// <summary>The kinds that tell whether an instance is ready: Deployment, Pod, PersistentVolumeClaim.</summary>
    public const int WatchedKinds = 3;

    /// <summary>The group versions that must be asked for: networking.k8s.io/v1.</summary>
    public const int Discoveries = 1;

    public CountedAllocator(Arguments arguments, int? perOwner, int? all, TimeSpan lease) => Allocator = InstanceAllocator.Create(
        "bench-requests",
        service =>
        {
            service.TemplatePath = Template.PathOf("requests.gotmpl");
            service.Parameters["image"] = arguments.Image;
            service.Disk.Size = "10Mi";
            service.MaxInstancesPerOwner = perOwner;
            service.MaxInstances = all;
            service.Lease = lease;
        },
        (IAllocatorBuilder builder) => builder.Services
            .AddSingleton(new ClusterClientOptions { WrapHandler = Counter.Wrap })
            .Configure<AllocatorOptions>(options =>
            {
                options.Kubeconfig = arguments.Kubeconfig;
                options.Namespace = arguments.Namespace;
                options.Identity = "bench";
            }));

    public InstanceAllocator Allocator { get; }

    public RequestCounter Counter { get; } = new();

    public ValueTask DisposeAsync() => Allocator.DisposeAsync();
}
