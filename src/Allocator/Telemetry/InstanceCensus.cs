namespace Allocator;

/// <summary>How many instances of which service are in which state; who lists all of them anyway counts them by the way.</summary>
internal sealed class InstanceCensus
{
    private readonly Dictionary<(string Service, InstanceState State), int> _counts = [];

    public void Count(Instance instance)
    {
        var key = (instance.Service, instance.State);
        _counts[key] = _counts.GetValueOrDefault(key) + 1;
    }

    /// <summary>Publishes the counts, and zero for what the census before had and this one has no more.</summary>
    public void Publish(ref IReadOnlyCollection<(string Service, InstanceState State)> before)
    {
        foreach (var (service, state) in before.Except(_counts.Keys))
            AllocatorTelemetry.Counted(service, state, 0);
        foreach (var ((service, state), count) in _counts)
            AllocatorTelemetry.Counted(service, state, count);
        before = _counts.Keys;
    }
}
