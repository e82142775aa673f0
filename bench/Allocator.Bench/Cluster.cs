namespace Allocator.Bench;

/// <summary>The cluster that the command line names.</summary>
internal static class Cluster
{
    public static ClusterConnection Connect(Arguments arguments)
    {
        var connection = ClusterConnection.Discover(new ConnectionOptions { Kubeconfig = arguments.Kubeconfig, Namespace = arguments.Namespace });
        return arguments.User is { } user ? connection.As(user) : connection;
    }

    /// <summary>The same cluster in the name of another user.</summary>
    public static ClusterConnection As(this ClusterConnection connection, string user) => new(connection.Server)
    {
        Namespace = connection.Namespace,
        Trust = connection.Trust,
        Credentials = connection.Credentials,
        Impersonation = new Impersonation(user),
        Proxy = connection.Proxy,
    };
}
