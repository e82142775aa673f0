namespace Allocator.Crashes;

/// <summary>Records the requests of an operation and has one of them go wrong.</summary>
internal sealed class PointGate(CrashPoint? point) : IRequestGate
{
    private readonly Lock _gate = new();
    private readonly List<(ActorRequest Request, int Occurrence)> _requests = [];
    private bool _isOn;

    /// <summary>The requests since it was turned on, in order, each with the number of its occurrence.</summary>
    public IReadOnlyList<(ActorRequest Request, int Occurrence)> Requests
    {
        get
        {
            lock (_gate)
                return [.. _requests];
        }
    }

    /// <summary>Whether the request of the point came.</summary>
    public bool WasHit { get; private set; }

    public void TurnOn() => _isOn = true;

    public void TurnOff() => _isOn = false;

    public Task<HttpResponseMessage> PassAsync(
        Actor actor, ActorRequest request, Func<RequestFault?, CancellationToken, Task<HttpResponseMessage>> send, CancellationToken cancellationToken) =>
        Sabotage.SendAsync(Meets(request) ? point!.Fault : null, actor, fault => send(fault, cancellationToken), cancellationToken);

    private bool Meets(ActorRequest request)
    {
        lock (_gate)
        {
            if (!_isOn)
                return false;
            var occurrence = _requests.Count(earlier => earlier.Request.Signature == request.Signature) + 1;
            _requests.Add((request, occurrence));
            var meets = point is not null && (point.Signature, point.Occurrence) == (request.Signature, occurrence);
            WasHit |= meets;
            return meets;
        }
    }
}
