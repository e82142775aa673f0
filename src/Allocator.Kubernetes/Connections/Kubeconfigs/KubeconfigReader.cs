namespace Allocator;

/// <summary>Makes a connection of a kubeconfig's context.</summary>
internal static class KubeconfigReader
{
    public static ClusterConnection Read(Kubeconfig kubeconfig, string? contextName, TimeProvider timeProvider)
    {
        var context = kubeconfig.Context(contextName);
        var cluster = kubeconfig.Referred(context, "cluster", "clusters");
        var user = context.Text("user") is null ? null : kubeconfig.Referred(context, "user", "users");
        var server = KubeconfigCluster.ReadServer(cluster);
        return new(server)
        {
            Namespace = context.Text("namespace") ?? "default",
            Source = $"context '{contextName ?? kubeconfig.CurrentContext}' of {context.File.Name}",
            UserName = context.Text("user"),
            Trust = KubeconfigCluster.ReadTrust(cluster),
            Proxy = KubeconfigCluster.ReadProxy(cluster),
            Credentials = user is null ? StaticCredentials.None : KubeconfigUser.ReadCredentials(user, cluster, timeProvider),
            Impersonation = user is null ? null : KubeconfigUser.ReadImpersonation(user),
            TimeProvider = timeProvider,
        };
    }
}
