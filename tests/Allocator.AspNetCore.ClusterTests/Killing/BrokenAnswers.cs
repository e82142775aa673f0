using System.Collections.Concurrent;

namespace Allocator;

/// <summary>Passes requests on, and counts what came back.</summary>
internal sealed class BrokenAnswers() : DelegatingHandler(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromSeconds(2) })
{
    private int _all;
    private int _without;

    /// <summary>How many requests were sent.</summary>
    public int All => _all;

    /// <summary>How many had no answer.</summary>
    public int Without => _without;

    /// <summary>The statuses of 500 and more that were answered.</summary>
    public ConcurrentQueue<int> Failures { get; } = new();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _all);
        try
        {
            var response = await base.SendAsync(request, cancellationToken);
            if ((int)response.StatusCode >= 500)
                Failures.Enqueue((int)response.StatusCode);
            return response;
        }
        catch (HttpRequestException)
        {
            Interlocked.Increment(ref _without);
            throw;
        }
    }
}
