using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;

namespace Allocator;

/// <summary>Sends requests over one handler: time limits, retries, errors as exceptions.</summary>
/// <param name="invoker">The handler.</param>
/// <param name="connection">Where it leads.</param>
/// <param name="options">Time limits.</param>
/// <param name="clock">What learns the server's time.</param>
/// <param name="window">What bounds how many are under way at once; null for streams, which stay open.</param>
/// <param name="logger">Where retries are logged.</param>
internal sealed partial class RequestSender(
    HttpMessageInvoker invoker, ClusterConnection connection, ClusterClientOptions options, ServerClock clock, RequestWindow? window, ILogger logger)
{
    // The last try before the end of all retries gets a fair chance.
    private static readonly TimeSpan s_shortestTry = TimeSpan.FromSeconds(1);

    // How long after an outage a server is taken for one that has just started.
    private static readonly TimeSpan s_longestStart = TimeSpan.FromSeconds(30);

    private readonly ILogger _logger = logger;
    private long _unansweredAt;
    private volatile bool _wasUnanswered;

    private delegate Task<T> Reader<T>(ClusterRequest request, HttpResponseMessage response, CancellationToken cancellationToken);

    /// <summary>The object that the server answers.</summary>
    public Task<JsonObject> SendAsync(ClusterRequest request, CancellationToken cancellationToken) =>
        RepeatAsync(request, ReadObjectAsync, cancellationToken);

    /// <summary>The answer as soon as its body begins; the time limits end there.</summary>
    public Task<HttpResponseMessage> OpenAsync(ClusterRequest request, CancellationToken cancellationToken) =>
        RepeatAsync(request, static (_, response, _) => Task.FromResult(response), cancellationToken);

    private bool MayBeStarting => _wasUnanswered && options.TimeProvider.GetElapsedTime(Volatile.Read(ref _unansweredAt)) < s_longestStart;

    private async Task<T> RepeatAsync<T>(ClusterRequest request, Reader<T> read, CancellationToken cancellationToken)
    {
        // What waits for its first turn has not begun.
        long? start = null;
        for (var attempts = 1; ; attempts++)
        {
            TimeSpan delay = default;
            var began = window is null ? options.TimeProvider.GetTimestamp() : await window.EnterAsync(request.IsUrgent || attempts > 1, cancellationToken).ConfigureAwait(false);
            start ??= began;
            try
            {
                return await TryAsync(request, read, TimeLimit(start.Value), cancellationToken).ConfigureAwait(false);
            }
            catch (KubernetesException e)
            {
                if (e.StatusCode == HttpStatusCode.TooManyRequests)
                    window?.Narrow(began, e.RetryAfter ?? TimeSpan.Zero);
                if (RetryPolicy.DelayAfter(e, request, attempts, MayBeStarting, options.Random) is not { } wait || !IsInTime(e, start.Value, wait))
                    throw;
                delay = wait;
                LogRetry(e.Message, attempts, delay.TotalMilliseconds);
            }
            finally
            {
                window?.Leave();
            }

            await Task.Delay(delay, options.TimeProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    private TimeSpan TimeLimit(long start)
    {
        var left = options.RetryTimeout - options.TimeProvider.GetElapsedTime(start);
        left = left > s_shortestTry ? left : s_shortestTry;
        return left < options.RequestTimeout ? left : options.RequestTimeout;
    }

    private bool IsInTime(KubernetesException failure, long start, TimeSpan wait)
    {
        var limit = failure.NotSent && clock.Now is null ? options.ConnectTimeout : options.RetryTimeout;
        return options.TimeProvider.GetElapsedTime(start) + wait < limit;
    }

    private async Task<T> TryAsync<T>(ClusterRequest request, Reader<T> read, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(timeout, options.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            var sent = options.TimeProvider.GetTimestamp();
            var response = await invoker.SendAsync(request.ToMessage(options.UserAgent), either.Token).ConfigureAwait(false);
            if (response.Headers.Date is { } date)
                clock.Observe(date, sent);
            if (response.IsSuccessStatusCode || response.StatusCode == HttpStatusCode.SwitchingProtocols)
                return await read(request, response, either.Token).ConfigureAwait(false);
            using (response)
                throw await ErrorAnswer.ReadAsync(request, response, options.TimeProvider.GetUtcNow(), either.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (NoAnswer.IsCause(e))
        {
            cancellationToken.ThrowIfCancellationRequested();
            Volatile.Write(ref _unansweredAt, options.TimeProvider.GetTimestamp());
            _wasUnanswered = true;
            throw NoAnswer.Of(request, connection, e, limit.IsCancellationRequested ? timeout : null);
        }
    }

    private static async Task<JsonObject> ReadObjectAsync(ClusterRequest request, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using (response)
        {
            var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            await using var _ = stream.ConfigureAwait(false);
            try
            {
                return await KubernetesJson.ReadObjectAsync(stream, cancellationToken).ConfigureAwait(false);
            }
            catch (JsonException e)
            {
                var problem = $"{(int)response.StatusCode}, but the answer is not a JSON object: {e.Message}";
                throw new KubernetesException($"{request}: {problem}", null, null, e);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Failure} (attempt {Attempt}; the next in {Delay:0} ms)")]
    private partial void LogRetry(string failure, int attempt, double delay);
}
