namespace Allocator;

/// <summary>How a <see cref="ClusterClient"/> behaves.</summary>
public sealed class ClusterClientOptions
{
    /// <summary>How long one attempt of a request may take. Streams (watch, logs, exec, port-forward) have this limit for their start only.</summary>
    /// <value>30 seconds.</value>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a request may take in all, its retries and the waits between them included.</summary>
    /// <value>2 minutes.</value>
    public TimeSpan RetryTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// How long connecting may take, tries after a refused connection included, while the server has never answered this client; so a wrong address
    /// fails soon. A server that has answered before is waited for until <see cref="RetryTimeout"/>, because it is probably restarting.
    /// </summary>
    /// <value>5 seconds.</value>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The clock of timeouts, retries and backoff.</summary>
    /// <value><see cref="TimeProvider.System"/>.</value>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Where jitter comes from.</summary>
    internal Random Random { get; set; } = Random.Shared;

    /// <summary>What the API server's audit log and priority levels see as the user agent.</summary>
    public string UserAgent { get; set; } = "allocator-dotnet";

    /// <summary>Wraps the HTTP handler of all requests but WebSockets: counts, logs or injects faults.</summary>
    public Func<HttpMessageHandler, HttpMessageHandler>? WrapHandler { get; set; }
}
