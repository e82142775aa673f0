namespace Allocator;

/// <summary>
/// Takes a place of a limit. The POST of a fixed name is the API server's own uniqueness test, so there are never more holders than places;
/// a place is refused only on sight of a consistent list in which live instances hold all of them.
/// </summary>
internal sealed class TicketTaker(AllocatorSession session, PlaceScope scope, HeldLease root, PlacePatience patience, CreateProgress progress)
{
    /// <summary>How often a place is tried before all are listed: a try is one small request, however many places there are; the list grows with them.</summary>
    private int BlindTries => Math.Clamp(scope.Limit / 25, 1, 8);

    /// <summary>Takes a place and returns its ticket's name.</summary>
    /// <exception cref="LimitExceededException">Live instances hold all places.</exception>
    public async Task<string> TakeAsync(CancellationToken cancellationToken)
    {
        var refused = -1;
        for (var left = BlindTries; left > 0; left--)
        {
            refused = session.Places.Choose(scope, session.Random);
            if (await TryTakeAsync(refused, cancellationToken).ConfigureAwait(false))
                return scope.TicketName(refused);
        }

        for (var attempt = 1; ; attempt++)
        {
            var map = await PlaceMap.ReadAsync(session.Client, session.Namespace, scope.Service, cancellationToken).ConfigureAwait(false);
            var tickets = map.TicketsOf(scope).ToList();
            if (tickets.Find(ticket => ticket.RootUid == root.Uid) is { } ours)
                return ours.Name;
            if (tickets.TrueForAll(ticket => ticket.Index != refused))
                await ThrowIfForeignAsync(scope.TicketName(refused), cancellationToken).ConfigureAwait(false);

            var held = tickets.Where(ticket => map.HolderOf(ticket) is not null).ToList();
            if (held.Count >= scope.Limit)
            {
                await MakeRoomAsync(map, held, cancellationToken).ConfigureAwait(false);
                continue;
            }

            var place = ChoosePlace(tickets, held);
            if (tickets.Find(ticket => ticket.Index == place) is { } stale)
                await ExactDelete.TryAsync(session, stale.Name, stale.Uid, stale.ResourceVersion, DeletePropagation.Background, cancellationToken).ConfigureAwait(false);
            if (await TryTakeAsync(place, cancellationToken).ConfigureAwait(false))
                return scope.TicketName(place);
            refused = place;
            progress.Report(InstancePhase.Placing, $"{scope.TicketName(place)} was taken by another; trying the next place");
            await session.BackOffAsync(attempt, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>A free place at random; where there is none, one of a stale ticket.</summary>
    private int ChoosePlace(List<Ticket> tickets, List<Ticket> held)
    {
        var taken = tickets.Select(ticket => ticket.Index).Where(index => index < scope.Limit).ToList();
        session.Places.Learn(scope, taken);
        if (taken.Count < scope.Limit)
            return session.Places.Choose(scope, session.Random);
        int[] stale = [.. Enumerable.Range(0, scope.Limit).Except(held.Select(ticket => ticket.Index))];
        return stale[session.Random.Next(stale.Length)];
    }

    private async Task<bool> TryTakeAsync(int index, CancellationToken cancellationToken)
    {
        var ticket = Ticket.Build(scope.TicketName(index), scope, root.Name, root.Uid, session.Id);
        return await OwnedPost.TryAsync(session, root, ResourceKind.Lease, ticket, cancellationToken).ConfigureAwait(false) is not null;
    }

    /// <summary>A place that is taken but in no list of tickets: either its ticket has just gone, or something else has its name.</summary>
    private async Task ThrowIfForeignAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            var found = await session.Client.GetAsync(ResourceKind.Lease, session.Namespace, name, cancellationToken).ConfigureAwait(false);
            if (Ticket.TryRead(found) is null || found.Label(Labels.Service) != scope.Service)
                throw TakenName.Error(session, ResourceKind.Lease, name, $"a place of service '{scope.Service}'");
        }
        catch (KubernetesException gone) when (gone.IsNotFound)
        {
        }
    }

    /// <summary>All places are held: takes away what has expired, waits for what is not decided yet, or refuses.</summary>
    private async Task MakeRoomAsync(PlaceMap map, List<Ticket> held, CancellationToken cancellationToken)
    {
        var holders = held.Select(ticket => map.HolderOf(ticket)!).DistinctBy(holder => holder.Uid).ToList();
        var expired = holders.Where(session.Expiry.IsOver).ToList();
        if (expired.Count > 0)
        {
            foreach (var holder in expired)
                await ExpiredInstance.RemoveAsync(session, holder, cancellationToken).ConfigureAwait(false);
            return;
        }

        if (!holders.TrueForAll(map.IsLive))
        {
            progress.Report(InstancePhase.Placing, $"waiting for {string.Join(", ", holders.Where(holder => !map.IsLive(holder)).Select(holder => holder.Name))}, whose creation is not decided yet");
            await WaitAsync(map, LeaseChanges.LongestWait, _ => true, cancellationToken).ConfigureAwait(false);
            return;
        }

        if (patience.Left <= TimeSpan.Zero)
            throw LimitRefusal.Of(scope, holders, patience.Timeout, session.Client.Clock.Now);
        progress.ReportOnce(LimitRefusal.Waiting(scope, holders));
        await WaitAsync(map, UntilExpiry(holders), MakesRoom, cancellationToken).ConfigureAwait(false);
    }

    private Task WaitAsync(PlaceMap map, TimeSpan longest, Func<WatchEvent, bool> matters, CancellationToken cancellationToken) =>
        LeaseChanges.WaitAsync(session, PlaceMap.SelectorFor(scope.Service), map.ResourceVersion, longest, matters, cancellationToken);

    /// <summary>Renewals make no room, so the wait sleeps through them.</summary>
    private static bool MakesRoom(WatchEvent change) => change.Type == WatchEventType.Deleted || change.Item.IsTerminating();

    /// <summary>How long until the time of the first would have run out, of which no watch tells; not longer than there is patience.</summary>
    private TimeSpan UntilExpiry(List<InstanceRecord> holders)
    {
        var wait = patience.Left;
        if (session.Expiry.UntilFirst(holders) is { } first && first < wait)
            wait = first;
        return wait > LeaseChanges.ShortestWait ? wait : LeaseChanges.ShortestWait;
    }
}
