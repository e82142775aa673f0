using Testcontainers.K3s;

namespace Allocator;

/// <summary>Which K3s, and how long it may take.</summary>
public sealed class K3sClusterOptions
{
    /// <summary>The image unless another is named.</summary>
    public const string DefaultImage = "rancher/k3s:v1.34.2-k3s1";

    /// <summary>The image of K3s. Its tag is the version of Kubernetes.</summary>
    /// <value><see cref="DefaultImage"/>.</value>
    public string Image { get; set; } = DefaultImage;

    /// <summary>
    /// A container made in code, instead of <see cref="Image"/>, for example with a mirror of the registry or with <c>--tls-san</c> for a Docker
    /// engine on another machine. It is started unless it runs, and stays its maker's to dispose.
    /// </summary>
    /// <value>null: one is made of <see cref="Image"/> and disposed with the cluster.</value>
    public K3sContainer? Container { get; set; }

    /// <summary>How long the container may take to start, the pull of its image included.</summary>
    /// <value>5 minutes.</value>
    public TimeSpan StartTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long the cluster may take then until it accepts pods and has a node that runs them.</summary>
    /// <value>2 minutes.</value>
    public TimeSpan ReadyTimeout { get; set; } = TimeSpan.FromMinutes(2);
}
