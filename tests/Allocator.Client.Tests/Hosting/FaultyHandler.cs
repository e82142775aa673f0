using System.Collections.Concurrent;
using System.Net;

namespace Allocator;

/// <summary>Answers the first requests for which a fault is given by that fault, and tells the keys of all creating requests.</summary>
internal sealed class FaultyHandler(params FaultyHandler.Fault[] faults) : DelegatingHandler(new SocketsHttpHandler())
{
    private readonly ConcurrentQueue<Fault> _faults = new(faults);

    public enum Fault
    {
        /// <summary>The server gets the request and answers; the connection breaks within the answer.</summary>
        AnswerLost,

        /// <summary>A proxy finds no server.</summary>
        BadGateway,

        /// <summary>A proxy is told to wait.</summary>
        Unavailable,
    }

    public ConcurrentQueue<string> Keys { get; } = new();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!request.Headers.TryGetValues("Idempotency-Key", out var key))
            return await base.SendAsync(request, cancellationToken);
        Keys.Enqueue(key.Single());
        if (!_faults.TryDequeue(out var fault))
            return await base.SendAsync(request, cancellationToken);
        if (fault != Fault.AnswerLost)
            return new HttpResponseMessage(fault == Fault.BadGateway ? HttpStatusCode.BadGateway : HttpStatusCode.ServiceUnavailable);
        using var response = await base.SendAsync(request, cancellationToken);
        await response.Content.ReadAsStringAsync(cancellationToken);
        throw new HttpRequestException("the connection broke");
    }
}
