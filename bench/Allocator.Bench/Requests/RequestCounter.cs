using System.Collections.Concurrent;

namespace Allocator.Bench.Requests;

/// <summary>Counts what a client sends, retries included.</summary>
internal sealed class RequestCounter
{
    private ConcurrentQueue<CountedRequest> _requests = new();

    public IReadOnlyCollection<CountedRequest> Requests => _requests;

    public HttpMessageHandler Wrap(HttpMessageHandler inner) => new Handler(this) { InnerHandler = inner };

    /// <summary>What was sent since the last call.</summary>
    public IReadOnlyCollection<CountedRequest> Take() => Interlocked.Exchange(ref _requests, new ConcurrentQueue<CountedRequest>());

    private sealed class Handler(RequestCounter counter) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            counter._requests.Enqueue(await CountedRequest.OfAsync(request, cancellationToken));
            return await base.SendAsync(request, cancellationToken);
        }
    }
}
