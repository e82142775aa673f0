using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Allocator;

/// <summary>A dynamic Kubernetes client: objects are JSON, kinds come from discovery.</summary>
/// <remarks>
/// <para>Every method throws <see cref="KubernetesException"/> when the server answers with an error or does not answer, and
/// <see cref="OperationCanceledException"/> when its token is cancelled. All may be called at once.</para>
/// <para>At most 64 requests are under way at once, streams not counted; the others wait for their turn, patches and deletes first. A 429 makes it fewer for a while.</para>
/// <para>A 429 is waited out for every verb, and a request that certainly was not sent is sent again. After a 5xx or a lost connection, only
/// what may be done twice is sent again: reads, merge patches and deletes with a precondition. So a merge patch with a <c>resourceVersion</c> may
/// answer 409, and a delete 404 or 409, because its own first attempt had succeeded. A create is never repeated then: see
/// <see cref="KubernetesException.OutcomeUnknown"/>.</para>
/// </remarks>
public sealed partial class ClusterClient : IAsyncDisposable
{
    private readonly ClusterClientOptions _options;
    private readonly HttpMessageInvoker _requestInvoker;
    private readonly HttpMessageInvoker _watchInvoker;
    private readonly RequestSender _requests;
    private readonly RequestSender _watches;
    private readonly RequestSender _webSockets;
    private readonly Uri _server;

    /// <summary>Makes a client; it connects with the first request.</summary>
    /// <param name="connection">How to reach the cluster.</param>
    /// <param name="options">Time limits and the like; the defaults if null.</param>
    /// <param name="logger">Where retries are logged.</param>
    public ClusterClient(ClusterConnection connection, ClusterClientOptions? options = null, ILogger<ClusterClient>? logger = null)
    {
        ArgumentNullException.ThrowIfNull(connection);
        Connection = connection;
        _options = options ?? new ClusterClientOptions();
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(_options.RequestTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(_options.RetryTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(_options.ConnectTimeout, TimeSpan.Zero);
        // Relative addresses replace what follows the last slash.
        _server = new UriBuilder(connection.Server) { Path = connection.Server.AbsolutePath.TrimEnd('/') + "/" }.Uri;
        Clock = new ServerClock(_options.TimeProvider);

        var wrap = _options.WrapHandler ?? (static handler => handler);
        _requestInvoker = new HttpMessageInvoker(wrap(connection.CreateHandler(Configure)));
        _watchInvoker = new HttpMessageInvoker(wrap(connection.CreateHandler(ConfigureWatches)));
        WebSocketInvoker = new HttpMessageInvoker(connection.CreateHandler(handler => handler.ConnectTimeout = _options.ConnectTimeout));

        var log = logger ?? NullLogger<ClusterClient>.Instance;
        _requests = new RequestSender(_requestInvoker, connection, _options, Clock, new RequestWindow(_options.TimeProvider), log);
        _watches = new RequestSender(_watchInvoker, connection, _options, Clock, null, log);
        _webSockets = new RequestSender(WebSocketInvoker, connection, _options, Clock, null, log);
        _discovery = new ResourceDiscovery(GetPathAsync, _options.TimeProvider);
        _forwardConnections = new ForwardConnections(this);
    }

    /// <summary>How this client reaches the cluster.</summary>
    public ClusterConnection Connection { get; }

    /// <summary>What time it is on the API server.</summary>
    public ServerClock Clock { get; }

    internal HttpMessageInvoker WebSocketInvoker { get; }

    internal TimeProvider TimeProvider => _options.TimeProvider;

    internal Random Random => _options.Random;

    /// <summary>An address below the server's; values that are null are left out.</summary>
    internal Uri Uri(string path, params IEnumerable<(string Name, string? Value)> query)
    {
        var pairs = query.Where(pair => pair.Value is not null).Select(pair => $"{pair.Name}={System.Uri.EscapeDataString(pair.Value!)}");
        var joined = string.Join('&', pairs);
        return new Uri(_server, joined.Length == 0 ? path : $"{path}?{joined}");
    }

    /// <summary>The answer to a request for a stream, as soon as its body begins. It does not share a connection with other requests.</summary>
    internal Task<HttpResponseMessage> OpenStreamAsync(ClusterRequest request, CancellationToken cancellationToken) =>
        _watches.OpenAsync(request, cancellationToken);

    /// <summary>Closes all connections; what is under way fails.</summary>
    public async ValueTask DisposeAsync()
    {
        await _forwardConnections.DisposeAsync().ConfigureAwait(false);
        _requestInvoker.Dispose();
        _watchInvoker.Dispose();
        WebSocketInvoker.Dispose();
    }

    private void Configure(SocketsHttpHandler handler)
    {
        handler.ConnectTimeout = _options.ConnectTimeout;
        handler.AllowAutoRedirect = false;
        handler.UseCookies = false;
        handler.AutomaticDecompression = DecompressionMethods.GZip;
        handler.EnableMultipleHttp2Connections = true;
        // A peer that vanished without a word is noticed in half a minute instead of at the next timeout.
        handler.KeepAlivePingDelay = TimeSpan.FromSeconds(15);
        handler.KeepAlivePingTimeout = TimeSpan.FromSeconds(15);
        handler.KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests;
    }

    private void ConfigureWatches(SocketsHttpHandler handler)
    {
        Configure(handler);
        // The rest of a stream that is given up is not worth reading.
        handler.ResponseDrainTimeout = TimeSpan.Zero;
        handler.AutomaticDecompression = DecompressionMethods.None;
    }
}
