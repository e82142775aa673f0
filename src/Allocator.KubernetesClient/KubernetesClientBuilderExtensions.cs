using Allocator;
using k8s;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Connects the allocator by a client that the application has configured.</summary>
public static class KubernetesClientBuilderExtensions
{
    /// <summary>
    /// All requests go through the client's HTTP client, its handlers and its sign-in; exec and port-forward as well. The namespace is
    /// <see cref="AllocatorOptions.Namespace"/>, or <c>default</c>: the client does not tell one.
    /// </summary>
    /// <param name="builder">What <c>AddAllocator()</c> returned.</param>
    /// <param name="client">The client. It is not disposed of, and must live as long as the allocator.</param>
    /// <exception cref="ArgumentException">The client is not a <see cref="Kubernetes"/>: only that one shows its HTTP client.</exception>
    public static IAllocatorBuilder UseKubernetesClient(this IAllocatorBuilder builder, IKubernetes client)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(client);
        if (client is not Kubernetes kubernetes)
            throw new ArgumentException($"The client is a {client.GetType()}, which does not show its HTTP client. Give a {typeof(Kubernetes)}.", nameof(client));
        var connection = ClusterConnection.FromHandlers(kubernetes.BaseUri, () => new KubernetesClientHandler(kubernetes), source: "the application's KubernetesClient");
        builder.Services.Configure<AllocatorOptions>(options => options.Connection = connection);
        return builder;
    }
}
