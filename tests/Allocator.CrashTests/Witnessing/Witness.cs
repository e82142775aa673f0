using System.Text.Json;
using Allocator.Embedded;

namespace Allocator.Crashes;

/// <summary>
/// Sees every change of the store in its order, and knows of the protocol only what it promises: so many live instances at most, one owner each, nobody's taken away before its
/// time, no place lost, nothing left. It shares no code with what it watches.
/// </summary>
internal sealed class Witness(ObjectStore store, string ns, TimeProvider clock, int? perOwner, int? all)
{
    private static readonly TimeSpan s_margin = TimeSpan.FromSeconds(5);

    private readonly HashSet<ObjectReference> _before = [.. store.Everything().Select(obj => obj.Reference)];
    private readonly Dictionary<string, WitnessedInstance> _instances = [];
    private readonly LifeWitness _lives = new();
    private readonly Dictionary<string, string> _tickets = [];
    private readonly Dictionary<string, HashSet<string>> _deleters = [];
    private readonly Dictionary<string, string> _given = [];
    private readonly Dictionary<string, (Actor Holder, DateTimeOffset Until)> _held = [];
    private readonly Lock _gate = new();
    private long _version = store.Version;

    /// <summary>How many changes it has judged.</summary>
    public int Judged { get; private set; }

    /// <summary>The most instances that were live at once.</summary>
    public int MostLive { get; private set; }

    /// <summary>The instances that are live now, by uid.</summary>
    public IReadOnlyList<WitnessedInstance> Live => [.. _instances.Values.Where(instance => instance.IsLive)];

    /// <summary>Whether a reset of the disk was recorded for the instance of this name.</summary>
    public bool WasReset(string instance) => _lives.WasReset(instance);

    /// <summary>Somebody is about to delete the object of this uid.</summary>
    public void NoteDeletion(string uid, string owner)
    {
        lock (_gate)
        {
            if (!_deleters.TryGetValue(uid, out var owners))
                _deleters[uid] = owners = [];
            owners.Add(owner);
        }
    }

    /// <summary>A process has heard that its lease is renewed: it may rely on the instance for that long, less the margin.</summary>
    public void NoteHold(string answer, Actor holder)
    {
        using var root = JsonDocument.Parse(answer);
        var (metadata, spec) = (root.RootElement.Member("metadata"), root.RootElement.Member("spec"));
        if (spec.Number("leaseDurationSeconds") is not { } seconds || !spec.TryMember("renewTime", out var renewed) || metadata.Has("deletionTimestamp"))
            return;
        lock (_gate)
            _held[metadata.Text("uid")] = (holder, renewed.GetDateTimeOffset() + TimeSpan.FromSeconds(seconds) - s_margin);
    }

    /// <summary>A Create has returned this instance.</summary>
    public void Give(string uid, string owner, string? key)
    {
        var to = $"{owner}/{key ?? Guid.NewGuid().ToString()}";
        if (!_given.TryAdd(uid, to) && _given[uid] != to)
            throw new ViolationException($"Instance {uid} was given to {_given[uid]} and to {to}.");
        if (_instances.TryGetValue(uid, out var instance) && instance.Owner != owner)
            throw new ViolationException($"Instance {instance.Name} is {instance.Owner}'s, but was given to {owner}.");
    }

    /// <summary>Judges what has changed since the last look.</summary>
    public void Look()
    {
        if (!store.Changes.TryRead(_version, out var changes, out _))
            throw new InvalidOperationException("Changes were forgotten before the witness had seen them.");
        foreach (var change in changes)
        {
            _version = change.Version;
            if (change.Object.Namespace != ns)
                continue;
            if (change.Object.Type.ResourceName != "leases.coordination.k8s.io")
            {
                _lives.Apply(change);
                continue;
            }

            Apply(change);
            Judge();
        }
    }

    /// <summary>What there is of instances: all kinds, and volumes bound to the namespace. Events are a log, which the API server itself forgets after an hour.</summary>
    public IReadOnlyList<string> Leftovers() =>
    [
        .. store.Everything()
            .Where(obj => (obj.Namespace == ns && obj.Type.Kind != "Event") || (obj.Type.Kind == "PersistentVolume" && IsOfNamespace(obj)))
            .Where(obj => !_before.Contains(obj.Reference))
            .Select(obj => obj.ToString()),
    ];

    private bool IsOfNamespace(StoredObject volume) => volume.Json.Member("spec").Member("claimRef").Text("namespace") == ns;

    private void Apply(StoreChange change)
    {
        var lease = change.Object;
        switch (lease.Labels.GetValueOrDefault("allocator.dev/role"))
        {
            case "root" when change.Kind == ChangeKind.Added:
                _instances.Add(lease.Uid, new WitnessedInstance(lease));
                _lives.ApplyToRoot(change);
                break;
            case "root":
                ApplyToRoot(change);
                _lives.ApplyToRoot(change);
                break;
            case "ticket" when change.Kind == ChangeKind.Deleted:
                LosePlace(lease);
                break;
            case "ticket":
                _tickets[lease.Name] = SoleOwner(lease);
                break;
        }
    }

    private void ApplyToRoot(StoreChange change)
    {
        var instance = _instances[change.Object.Uid];
        var (wasLive, wasGoing, expiry) = (instance.IsLive, instance.IsGoing, instance.ExpiresAt);
        instance.Update(change.Object, change.Kind == ChangeKind.Deleted);
        if (!wasGoing && instance.IsGoing)
            JudgeEnd(instance, expiry);
        if (change.Kind == ChangeKind.Deleted)
            _instances.Remove(instance.Uid);
        if (!wasLive && instance is { IsReady: true, IsGoing: false })
            throw new ViolationException($"{instance.Name} became ready without all its tickets.");
    }

    private void LosePlace(StoredObject ticket)
    {
        _tickets.Remove(ticket.Name);
        if (_instances.TryGetValue(SoleOwner(ticket), out var instance) && instance is { IsLive: true, IsGoing: false })
            throw new ViolationException($"{instance} lost its place {ticket.Name}.");
    }

    /// <summary>Before its lease and the margin are over, only its owner may end an instance.</summary>
    private void JudgeEnd(WitnessedInstance instance, DateTimeOffset? expiry)
    {
        HashSet<string> deleters;
        lock (_gate)
            deleters = _deleters.Remove(instance.Uid, out var noted) ? noted : [];
        if (deleters.Contains(instance.Owner))
            return;
        var now = clock.GetUtcNow();
        if (_held.TryGetValue(instance.Uid, out var held) && !held.Holder.IsDead && now < held.Until)
            throw new ViolationException($"{instance.Name} of {instance.Owner} was taken away at {now:T}, though {held.Holder.Name} may rely on it until {held.Until:T}.");
        if (expiry is null || now <= expiry + s_margin)
        {
            throw new ViolationException(
                $"{instance.Name} of {instance.Owner} was taken away by {string.Join(", ", deleters)} at {now:T}, though its lease was good until {expiry:T}.");
        }
    }

    private void Judge()
    {
        Judged++;
        foreach (var instance in _instances.Values)
            instance.IsLive = !instance.IsGoing && (instance.IsLive || HoldsAll(instance));
        var live = Live;
        MostLive = Math.Max(MostLive, live.Count);
        if (live.Count > (all ?? int.MaxValue))
            throw new ViolationException($"{live.Count} instances are live, but the limit is {all}: {string.Join(", ", live)}.");
        foreach (var owned in live.GroupBy(instance => instance.OwnerHash))
        {
            if (owned.Count() > (perOwner ?? int.MaxValue))
                throw new ViolationException($"{owned.Count()} instances of one owner are live, but the limit is {perOwner}: {string.Join(", ", owned)}.");
        }
    }

    private bool HoldsAll(WitnessedInstance instance) =>
        (perOwner is null || Holds(instance, instance.OwnerHash)) && (all is null || Holds(instance, "all"));

    private bool Holds(WitnessedInstance instance, string scope) =>
        _tickets.Any(ticket => ticket.Value == instance.Uid && ticket.Key.StartsWith($"{instance.Service}.{scope}.", StringComparison.Ordinal));

    private static string SoleOwner(StoredObject ticket) => ticket.Owners is [{ Kind: "Lease" } owner]
        ? owner.Uid
        : throw new ViolationException($"Ticket {ticket.Name} has not one owner: {JsonSerializer.Serialize(ticket.Owners)}.");
}
