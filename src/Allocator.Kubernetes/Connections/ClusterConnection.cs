namespace Allocator;

/// <summary>How to reach a cluster: its address, what it must prove, what the caller proves, and the default namespace. Immutable.</summary>
public sealed partial class ClusterConnection
{
    internal ClusterConnection(Uri server)
    {
        ArgumentNullException.ThrowIfNull(server);
        if (!IsServerAddress(server))
            throw new ArgumentException($"The server's address must be {ServerAddressForm}.", nameof(server));
        // Paths are resolved against it, and some clusters live below one: https://rancher.example.com/k8s/clusters/c-1/.
        Server = server.AbsolutePath.EndsWith('/') ? server : new UriBuilder(server) { Path = server.AbsolutePath + "/" }.Uri;
    }

    /// <summary>The API server's address. Its path ends with a slash.</summary>
    public Uri Server { get; }

    /// <summary>The namespace that applies where no other is given; <c>default</c> if the source names none.</summary>
    public string Namespace { get; internal init; } = "default";

    /// <summary>Where this connection was read from, as messages say it, for example <c>context 'dev' of /home/a/.kube/config</c>.</summary>
    public string Source { get; internal init; } = "code";

    /// <summary>
    /// The name of the user as the source calls it (a kubeconfig's user entry); null if it has none. The server may know the caller by another name.
    /// </summary>
    public string? UserName { get; internal init; }

    /// <summary>Whether this process runs in a pod of the cluster, so that service and pod addresses can be reached.</summary>
    public bool IsInCluster { get; internal init; }

    internal ServerTrust Trust { get; init; } = ServerTrust.SystemAuthorities;

    internal ClusterCredentials Credentials { get; init; } = StaticCredentials.None;

    internal Impersonation? Impersonation { get; init; }

    internal ClusterProxy? Proxy { get; init; }

    /// <summary>Makes the handlers that reach the server, if the application supplies them; they bring trust, credentials and proxy.</summary>
    internal Func<HttpMessageHandler>? SuppliedHandlers { get; init; }

    internal TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>The same connection with another default namespace. Both share their credentials.</summary>
    public ClusterConnection WithNamespace(string @namespace)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(@namespace);
        return new(Server)
        {
            Namespace = @namespace,
            Source = Source,
            UserName = UserName,
            IsInCluster = IsInCluster,
            Trust = Trust,
            Credentials = Credentials,
            Impersonation = Impersonation,
            Proxy = Proxy,
            SuppliedHandlers = SuppliedHandlers,
            TimeProvider = TimeProvider,
        };
    }

    /// <summary>The server's address and the source; never credentials.</summary>
    public override string ToString() => $"{Server.AbsoluteUri.TrimEnd('/')} ({Source})";

    internal const string ServerAddressForm = "an http or https URI without a user, such as https://10.0.0.1:6443";

    internal static bool IsServerAddress(Uri server) =>
        server is { IsAbsoluteUri: true, Scheme: "http" or "https", Host.Length: > 0, UserInfo.Length: 0, Query.Length: 0, Fragment.Length: 0 };

    /// <summary>
    /// A new handler chain that reaches the server, trusts only its authority and adds the caller's credentials; also for WebSockets. When no
    /// credentials can be had it throws <see cref="ClusterUnavailableException"/>. Handlers that the application supplies do what they do.
    /// </summary>
    /// <param name="configure">Changes the innermost handler's settings, unless the application supplied it; called again if a rotated client certificate needs new connections.</param>
    internal HttpMessageHandler CreateHandler(Action<SocketsHttpHandler>? configure = null) => SuppliedHandlers?.Invoke() ?? new ClusterHandler(this, configure);
}
