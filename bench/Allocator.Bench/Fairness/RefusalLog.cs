using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;

namespace Allocator.Bench.Fairness;

/// <summary>When requests began, and when the API server refused one with 429 and for how long.</summary>
internal sealed class RefusalLog
{
    // What was begun in the same moment as the answer came.
    private static readonly TimeSpan s_moment = TimeSpan.FromMilliseconds(50);

    private readonly ConcurrentQueue<long> _begun = new();
    private readonly ConcurrentQueue<(long At, TimeSpan RetryAfter)> _refusals = new();

    public int Requests => _begun.Count;

    public int Refusals => _refusals.Count;

    /// <summary>How many requests were begun while the API server wanted to be asked no more, by an answer of at most 5 seconds before.</summary>
    public int Disregards => _begun.Count(begun => _refusals.Any(refusal =>
        begun > refusal.At + Ticks(s_moment) && begun < refusal.At + Ticks(refusal.RetryAfter)));

    public HttpMessageHandler Wrap(HttpMessageHandler inner) => new Handler(this) { InnerHandler = inner };

    private static long Ticks(TimeSpan time) => (long)(time.TotalSeconds * Stopwatch.Frequency);

    private sealed class Handler(RefusalLog log) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            log._begun.Enqueue(Stopwatch.GetTimestamp());
            var response = await base.SendAsync(request, cancellationToken);
            if (response.StatusCode == HttpStatusCode.TooManyRequests)
                log._refusals.Enqueue((Stopwatch.GetTimestamp(), response.Headers.RetryAfter?.Delta ?? TimeSpan.Zero));
            return response;
        }
    }
}
