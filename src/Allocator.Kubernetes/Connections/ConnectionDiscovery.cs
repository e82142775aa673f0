namespace Allocator;

/// <summary>Finds a connection as kubectl does.</summary>
internal static class ConnectionDiscovery
{
    public static ClusterConnection Discover(ConnectionOptions options, ConnectionEnvironment environment)
    {
        var connection = Find(options, environment);
        return options.Namespace is { } @namespace ? connection.WithNamespace(@namespace) : connection;
    }

    private static ClusterConnection Find(ConnectionOptions options, ConnectionEnvironment environment)
    {
        if (options.Kubeconfig is { } path)
            return KubeconfigReader.Read(new([KubeconfigFile.Load(path)]), options.Context, environment.TimeProvider);

        var tried = new List<string> { "no kubeconfig was named in code" };
        if (LoadKubeconfig(environment, tried) is { } kubeconfig)
            return KubeconfigReader.Read(kubeconfig, options.Context, environment.TimeProvider);

        if (InClusterConnection.Obstacle(environment) is not { } obstacle)
            return InClusterConnection.Read(environment);
        tried.Add($"this process does not run in a pod with a service account: {obstacle}");

        throw new ClusterUnavailableException(
            $"No Kubernetes cluster is configured.{Environment.NewLine}"
            + string.Concat(tried.Select(t => $"  - {t}{Environment.NewLine}"))
            + $"Name a kubeconfig in code ({nameof(ConnectionOptions)}.{nameof(ConnectionOptions.Kubeconfig)}), set KUBECONFIG to its path, "
            + "or put it at ~/.kube/config.");
    }

    private static Kubeconfig? LoadKubeconfig(ConnectionEnvironment environment, List<string> tried)
    {
        var variable = environment.Variable("KUBECONFIG");
        if (string.IsNullOrEmpty(variable))
            tried.Add("the environment variable KUBECONFIG is not set");
        var paths = string.IsNullOrEmpty(variable)
            ? [Path.Combine(environment.HomeDirectory, ".kube", "config")]
            : variable.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct();

        var files = new List<KubeconfigFile>();
        foreach (var path in paths)
        {
            if (File.Exists(path))
                files.Add(KubeconfigFile.Load(path));
            else
                tried.Add($"{path}{(string.IsNullOrEmpty(variable) ? "" : " (of KUBECONFIG)")}: there is no such file");
        }
        var kubeconfig = new Kubeconfig(files);
        if (!kubeconfig.IsEmpty)
            return kubeconfig;
        tried.AddRange(files.Select(f => $"{f.Name}: it names no cluster"));
        return null;
    }
}
