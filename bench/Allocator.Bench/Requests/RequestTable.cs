namespace Allocator.Bench.Requests;

/// <summary>Prints what was expected beside what was counted.</summary>
internal sealed class RequestTable
{
    public RequestTable() => Console.WriteLine($"{"",-66}{"expected",10}{"counted",10}");

    public bool AllAsExpected { get; private set; } = true;

    /// <summary>One row; where the numbers differ, the requests follow.</summary>
    public void Add(string what, int expected, IReadOnlyCollection<CountedRequest> counted)
    {
        var differs = counted.Count != expected;
        AllAsExpected &= !differs;
        Console.WriteLine($"{what,-66}{expected,10}{counted.Count,10}{(differs ? "  DIFFERS" : "")}");
        foreach (var request in differs ? counted : [])
            Console.WriteLine($"    {request}");
    }

    /// <summary>The rows of one operation: its own requests, then those that a process sends once.</summary>
    public void Add(string what, int expected, int watches, int discoveries, IReadOnlyCollection<CountedRequest> counted)
    {
        Add(what, expected, Of(counted, RequestPurpose.Operation));
        Add("  lists that watches begin with, one per kind and process", watches, Of(counted, RequestPurpose.WatchList));
        Add("  watches, one per kind and process", watches, Of(counted, RequestPurpose.Watch));
        Add("  looks for what others left behind, one per service and process", watches > 0 ? 1 : 0, Of(counted, RequestPurpose.Sweep));
        Add("  discovery, one per group, version and process", discoveries, Of(counted, RequestPurpose.Discovery));
        if (Of(counted, RequestPurpose.Renewal) is { Count: > 0 } renewals)
            Console.WriteLine($"  ({renewals.Count} renewals: it took longer than a quarter of the creation lease)");
        if (Of(counted, RequestPurpose.Suspicion) is { Count: > 0 } events)
            Console.WriteLine($"  ({events.Count} lists of events: a pod or a claim was slow)");
    }

    private static List<CountedRequest> Of(IEnumerable<CountedRequest> requests, RequestPurpose purpose) =>
        [.. requests.Where(request => request.Purpose == purpose)];
}
