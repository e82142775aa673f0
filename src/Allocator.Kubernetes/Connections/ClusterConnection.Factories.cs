using System.Security.Cryptography.X509Certificates;

namespace Allocator;

public sealed partial class ClusterConnection
{
    /// <summary>Finds a connection as kubectl does.</summary>
    /// <remarks>
    /// The first of these counts: the kubeconfig that the options name; the kubeconfigs that the environment variable <c>KUBECONFIG</c> lists,
    /// merged; <c>~/.kube/config</c>, unless <c>KUBECONFIG</c> is set; the service account of the pod in which the process runs. Files of the
    /// variable that are absent are passed over, and so is a kubeconfig that names no cluster.
    /// </remarks>
    /// <exception cref="ClusterUnavailableException">Nothing was found. The message lists what was tried.</exception>
    /// <exception cref="KubeconfigException">A kubeconfig was found but cannot be used.</exception>
    public static ClusterConnection Discover(ConnectionOptions? options = null) =>
        ConnectionDiscovery.Discover(options ?? new(), ConnectionEnvironment.Process);

    /// <summary>Reads a kubeconfig.</summary>
    /// <param name="path">The file. Relative paths in it begin at its directory.</param>
    /// <param name="context">The context; its current context if null.</param>
    /// <exception cref="KubeconfigException">It cannot be read or used; the message names the file and the field.</exception>
    public static ClusterConnection FromKubeconfig(string path, string? context = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return KubeconfigReader.Read(new([KubeconfigFile.Load(path)]), context, TimeProvider.System);
    }

    /// <summary>Reads the text of a kubeconfig, YAML or JSON.</summary>
    /// <param name="yaml">The text.</param>
    /// <param name="context">The context; its current context if null.</param>
    /// <param name="baseDirectory">Where relative paths begin; the current directory if null.</param>
    /// <param name="sourceName">What messages call it.</param>
    /// <exception cref="KubeconfigException">It cannot be used; the message names the field.</exception>
    public static ClusterConnection FromKubeconfigText(
        string yaml, string? context = null, string? baseDirectory = null, string sourceName = "kubeconfig") =>
        FromKubeconfigText(yaml, context, baseDirectory, sourceName, TimeProvider.System);

    internal static ClusterConnection FromKubeconfigText(
        string yaml, string? context, string? baseDirectory, string sourceName, TimeProvider timeProvider)
    {
        ArgumentNullException.ThrowIfNull(yaml);
        var directory = Path.GetFullPath(baseDirectory ?? ".");
        return KubeconfigReader.Read(new([KubeconfigFile.Parse(yaml, sourceName, directory)]), context, timeProvider);
    }

    /// <summary>The cluster in whose pod this process runs, by the pod's service account. Its token is read again as it changes.</summary>
    /// <exception cref="ClusterUnavailableException">The process does not run in a pod, or the pod has no service account token.</exception>
    public static ClusterConnection InCluster() => InClusterConnection.Read(ConnectionEnvironment.Process);

    /// <summary>A connection with a bearer token.</summary>
    /// <param name="server">The API server's address, http or https.</param>
    /// <param name="token">The token.</param>
    /// <param name="authorities">The only authorities that may have issued the server's certificate; null for those that this machine trusts.</param>
    /// <param name="namespace">The default namespace; <c>default</c> if null.</param>
    public static ClusterConnection ForToken(Uri server, string token, X509Certificate2Collection? authorities = null, string? @namespace = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(token);
        var authorization = AuthorizationHeader.Bearer(token)
            ?? throw new ArgumentException("The token has characters that a token cannot have.", nameof(token));
        return new(server)
        {
            Namespace = @namespace ?? "default",
            Trust = new() { Authorities = authorities },
            Credentials = new StaticCredentials(new("the token that was given in code")
            {
                Authorization = authorization,
                Expires = JsonWebToken.ReadExpiry(authorization.Parameter!),
            }),
        };
    }

    /// <summary>A connection without credentials, such as to an embedded cluster or <c>kubectl proxy</c>.</summary>
    /// <param name="server">The API server's address, http or https.</param>
    /// <param name="namespace">The default namespace; <c>default</c> if null.</param>
    /// <param name="source">What messages call the source of the connection.</param>
    public static ClusterConnection Anonymous(Uri server, string? @namespace = null, string source = "code") =>
        new(server) { Namespace = @namespace ?? "default", Source = source };

    /// <summary>A connection over HTTP handlers of the application, which bring sign-in, trust, proxy and whatever else the application's requests have.</summary>
    /// <remarks>
    /// <para>Everything goes through the handlers, with absolute addresses. Requests and watches work through any handler. Exec and port-forward need one that hands on the answer
    /// 101 with the connection's stream as its content, as <see cref="SocketsHttpHandler"/> does, <see cref="DelegatingHandler"/>s around it that leave the answer alone, and
    /// <see cref="HttpClient"/> with <see cref="HttpCompletionOption.ResponseHeadersRead"/>; a handler that reads the whole content, or speaks HTTP/2 only, ends them.</para>
    /// <para>The handlers' own settings count: the limit for connecting, redirects, compression. A request that is refused with 401 is not sent again; whoever signs
    /// it must keep the credentials fresh. A <see cref="HttpClient.Timeout"/> ends requests on its own and should be infinite. Who the caller is,
    /// <see cref="ClusterClient.WhoAmIAsync"/> knows only from servers that tell it, from version 1.27 on.</para>
    /// </remarks>
    /// <param name="server">The API server's address, http or https.</param>
    /// <param name="createHandler">Makes a handler. It is called three times for each <see cref="ClusterClient"/>, which disposes of the handlers.</param>
    /// <param name="namespace">The default namespace; <c>default</c> if null.</param>
    /// <param name="source">What messages call the source of the connection.</param>
    public static ClusterConnection FromHandlers(Uri server, Func<HttpMessageHandler> createHandler, string? @namespace = null, string source = "code")
    {
        ArgumentNullException.ThrowIfNull(createHandler);
        return new(server) { Namespace = @namespace ?? "default", Source = source, SuppliedHandlers = createHandler };
    }
}
