using Microsoft.Extensions.Logging;

namespace Allocator.Client;

/// <summary>What a process has of one server: the connection and the renewals.</summary>
internal sealed class ServerSession : IAsyncDisposable
{
    /// <summary>What the server may take for an answer that waits for nothing.</summary>
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(100);

    private readonly Repetition _repetition;
    private readonly ServerEvents _events;

    public ServerSession(AllocatorClientOptions options, TimeProvider time, ILoggerFactory loggers)
    {
        (Time, Loggers, Logger) = (time, loggers, loggers.CreateLogger("Allocator.Client"));
        Connection = new ServerConnection(options, time);
        Renewals = new Renewals(this);
        _repetition = new Repetition(time, Logger);
        _events = new ServerEvents(Connection, time);
    }

    public TimeProvider Time { get; }

    public ILoggerFactory Loggers { get; }

    public ILogger Logger { get; }

    public ServerConnection Connection { get; }

    public Renewals Renewals { get; }

    public Task<T> GetAsync<T>(string path, CancellationToken cancellationToken) =>
        RepeatAsync(() => Connection.AskAsync<T>(HttpMethod.Get, path, null, s_limit, cancellationToken), cancellationToken);

    public Task<T> PostAsync<T>(string path, object? body, CancellationToken cancellationToken) =>
        RepeatAsync(() => Connection.AskAsync<T>(HttpMethod.Post, path, body, s_limit, cancellationToken), cancellationToken);

    public Task<ServerOutcome> RunAsync(string path, object? body, string? key, IProgress<InstanceProgress>? progress, CancellationToken cancellationToken) =>
        RepeatAsync(() => _events.RunAsync(path, body, key, progress, cancellationToken), cancellationToken);

    public Task<T> RepeatAsync<T>(Func<Task<T>> send, CancellationToken cancellationToken) => _repetition.RunAsync(send, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await Renewals.DisposeAsync().ConfigureAwait(false);
        Connection.Dispose();
    }
}
