namespace Allocator;

/// <summary>What <see cref="ClusterConnection.Discover"/> is told; everything may be left out.</summary>
public sealed class ConnectionOptions
{
    /// <summary>The kubeconfig's path.</summary>
    /// <value>Null: see <see cref="ClusterConnection.Discover"/>.</value>
    public string? Kubeconfig { get; set; }

    /// <summary>The context of the kubeconfig.</summary>
    /// <value>Null: its current context.</value>
    public string? Context { get; set; }

    /// <summary>The default namespace.</summary>
    /// <value>Null: the one of the context or of the pod.</value>
    public string? Namespace { get; set; }
}
