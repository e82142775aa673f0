using Microsoft.Extensions.DependencyInjection;

namespace Allocator;

/// <summary>Makes allocators for the user of the documented role; each is what a process of its own would have.</summary>
internal static class ClusterAllocators
{
    public static InstanceAllocator Allocate(
        this ClusterFixture cluster, string service, string template, Action<ServiceOptions>? configure = null, string identity = "somebody") =>
        cluster.Allocate(service, template, new CallerIdentity("test", identity), configure);

    public static InstanceAllocator Allocate(
        this ClusterFixture cluster, string service, string template, CallerIdentity identity, Action<ServiceOptions>? configure = null) =>
        InstanceAllocator.Create(
            service,
            options =>
            {
                options.Template = template;
                configure?.Invoke(options);
            },
            builder =>
            {
                builder.UseIdentity(identity);
                builder.Services.Configure<AllocatorOptions>(options => options.Kubeconfig = cluster.Kubeconfig);
            });
}
