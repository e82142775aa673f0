namespace Allocator.Bench.Requests;

/// <summary>Counts the requests of each operation and compares them with what the protocol promises.</summary>
internal static class RequestsBench
{
    private static readonly DestroyOptions s_untilGone = new() { WaitUntilGone = true };

    public static async Task<int> RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var table = new RequestTable();
        await CountPlainAsync(arguments, table, cancellationToken);
        await CountLimitedAsync(arguments, table, cancellationToken);
        await CountReapAsync(arguments, table, cancellationToken);
        Console.WriteLine(table.AllAsExpected ? "\nAll as expected." : "\nNot all as expected.");
        return table.AllAsExpected ? 0 : 1;
    }

    private static async Task CountPlainAsync(Arguments arguments, RequestTable table, CancellationToken cancellationToken)
    {
        await using var counted = new CountedAllocator(arguments, perOwner: null, all: null, Timeout.InfiniteTimeSpan);
        var (allocator, counter) = (counted.Allocator, counted.Counter);

        await using var first = await allocator.CreateAsync(cancellationToken: cancellationToken);
        table.Add("cold create, no limits: 2 + N", 2 + CountedAllocator.Objects, CountedAllocator.WatchedKinds, CountedAllocator.Discoveries, counter.Take());
        await using var second = await allocator.CreateAsync(cancellationToken: cancellationToken);
        table.Add("second create in the process: 2 + N", 2 + CountedAllocator.Objects, 0, 0, counter.Take());

        table.Add("list of 2: 1", 1, await CountListAsync(counted, 2, cancellationToken));
        await Copies.CreateAsync(arguments, first.Instance, 499, cancellationToken);
        table.Add("list of 501: 2", 2, await CountListAsync(counted, 501, cancellationToken));

        counter.Take();
        await second.DisposeAsync();
        table.Add("dispose of a handle: 1", 1, counter.Take());
        await allocator.DestroyAsync(first.Name, cancellationToken: cancellationToken);
        table.Add("destroy by name: 2", 2, counter.Take());
        await first.DestroyAsync(s_untilGone, cancellationToken);
        await second.DestroyAsync(s_untilGone, cancellationToken);
    }

    private static async Task CountLimitedAsync(Arguments arguments, RequestTable table, CancellationToken cancellationToken)
    {
        await using var counted = new CountedAllocator(arguments, perOwner: 1, all: 10, TimeSpan.FromSeconds(12));
        await using var instance = await counted.Allocator.CreateAsync(cancellationToken: cancellationToken);
        table.Add("cold create, both limits: 4 + N", 4 + CountedAllocator.Objects, CountedAllocator.WatchedKinds, CountedAllocator.Discoveries, counted.Counter.Take());

        // Renewals are due every 3 s, so the middle of the third interval has seen two; and nothing else, because nothing polls.
        await Task.Delay(TimeSpan.FromSeconds(7.5), cancellationToken);
        table.Add("two renewals of a held instance: 2, and nothing else", 2, counted.Counter.Take());
        await instance.DestroyAsync(s_untilGone, cancellationToken);
    }

    /// <summary>A creator that is gone leaves an instance behind; the next who needs its place takes it away once its lease has run out.</summary>
    private static async Task CountReapAsync(Arguments arguments, RequestTable table, CancellationToken cancellationToken)
    {
        var lost = await AbandonAsync(arguments, cancellationToken);
        await Task.Delay(LeaseTerms.Shortest + LeaseTerms.Margin + TimeSpan.FromSeconds(2), cancellationToken);

        await using var counted = new CountedAllocator(arguments, perOwner: null, all: 1, Timeout.InfiniteTimeSpan);
        await using var successor = await counted.Allocator.CreateAsync(cancellationToken: cancellationToken);
        var deletions = counted.Counter.Take().Where(request => request.Method == HttpMethod.Delete && request.Address.EndsWith($"/leases/{lost}", StringComparison.Ordinal));
        table.Add("reap of an expired instance, by who needs its place: 1", 1, [.. deletions]);
        await successor.DestroyAsync(s_untilGone, cancellationToken);
    }

    private static async Task<string> AbandonAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        await using var counted = new CountedAllocator(arguments, perOwner: null, all: 1, LeaseTerms.Shortest);
        var handle = await counted.Allocator.CreateAsync(cancellationToken: cancellationToken);
        return handle.Name;
    }

    private static async Task<IReadOnlyCollection<CountedRequest>> CountListAsync(CountedAllocator counted, int expected, CancellationToken cancellationToken)
    {
        counted.Counter.Take();
        var found = await counted.Allocator.ListAsync(cancellationToken).CountAsync(cancellationToken);
        return found == expected ? counted.Counter.Take() : throw new InvalidOperationException($"{found} instances are listed instead of {expected}.");
    }
}
