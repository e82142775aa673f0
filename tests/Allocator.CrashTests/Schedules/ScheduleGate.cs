namespace Allocator.Crashes;

/// <summary>Once closed, holds all requests of all actors until each is told to arrive.</summary>
internal sealed class ScheduleGate : IRequestGate
{
    private readonly List<ParkedRequest> _parked = [];
    private bool _isOpen = true;

    public IReadOnlyList<ParkedRequest> Parked => _parked;

    public Task<HttpResponseMessage> PassAsync(
        Actor actor, ActorRequest request, Func<RequestFault?, CancellationToken, Task<HttpResponseMessage>> send, CancellationToken cancellationToken)
    {
        if (_isOpen)
            return send(null, cancellationToken);
        var parked = new ParkedRequest(actor, request, send, cancellationToken);
        _parked.Add(parked);
        return parked.AnswerAsync();
    }

    /// <summary>Lets it arrive, and a fault happen to it.</summary>
    public void Release(ParkedRequest parked, PointFault? fault)
    {
        _parked.Remove(parked);
        _ = parked.ArriveAsync(fault);
    }

    /// <summary>It gets lost on its way; who waits for the answer runs into a time limit.</summary>
    public void Lose(ParkedRequest parked) => _parked.Remove(parked);

    /// <summary>From now on holds what comes.</summary>
    public void Close() => _isOpen = false;

    /// <summary>Holds nothing any more.</summary>
    public void Open()
    {
        _isOpen = true;
        foreach (var parked in _parked.ToList())
            Release(parked, null);
    }
}
