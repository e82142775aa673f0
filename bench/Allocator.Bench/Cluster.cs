namespace Allocator.Bench;

/// <summary>The cluster that the command line names.</summary>
internal static class Cluster
{
    public static ClusterConnection Connect(Arguments arguments) =>
        ClusterConnection.Discover(new ConnectionOptions { Kubeconfig = arguments.Kubeconfig, Namespace = arguments.Namespace });
}
