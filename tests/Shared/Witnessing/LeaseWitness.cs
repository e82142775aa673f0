using System.Text.Json.Nodes;

namespace Allocator;

/// <summary>
/// The administrator's own watch of a namespace's Leases. After every change it judges that of no service more instances are live than its limit, in all and of one owner, and that
/// no instance changes its owner. It knows of the protocol only what it promises, and shares no code with the library.
/// </summary>
/// <param name="cluster">The cluster.</param>
/// <param name="limitOf">The limit of a service.</param>
/// <param name="limitPerOwner">The limit that all services have per owner; null if they have none.</param>
internal sealed class LeaseWitness(ClusterFixture cluster, Func<string, int> limitOf, int? limitPerOwner = null) : IAsyncDisposable
{
    private const string TooOld = "too old resource version";
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(200);

    // An instance has a ticket of each limit.
    private readonly int _ticketsNeeded = limitPerOwner is null ? 1 : 2;

    private readonly string _path = $"/apis/coordination.k8s.io/v1/namespaces/{cluster.Namespace}/leases";
    private readonly Dictionary<string, WitnessedInstance> _instances = [];
    private readonly Dictionary<string, WitnessedInstance> _present = [];
    private readonly Dictionary<string, (string Service, string Root)> _tickets = [];
    private readonly Dictionary<string, int> _mostLive = [];
    private readonly HashSet<string> _marks = [];
    private readonly List<string> _violations = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _gate = new();
    private Task _watching = Task.CompletedTask;

    /// <summary>How many changes it has judged.</summary>
    public int Judged { get; private set; }

    /// <summary>How often the API server no longer knew what came after the last change seen, so that changes may have gone unseen; a list tells where they led.</summary>
    public int Gaps { get; private set; }

    public static async Task<LeaseWitness> StartAsync(ClusterFixture cluster, Func<string, int> limitOf, int? limitPerOwner = null)
    {
        var witness = new LeaseWitness(cluster, limitOf, limitPerOwner);
        var version = await witness.ListAsync();
        witness._watching = witness.WatchAsync(version);
        return witness;
    }

    /// <summary>All instances that ever were.</summary>
    public IReadOnlyList<WitnessedInstance> Seen()
    {
        lock (_gate)
            return [.. _instances.Values];
    }

    /// <summary>The most instances of the service that were live at once.</summary>
    public int MostLive(string service)
    {
        lock (_gate)
            return _mostLive.GetValueOrDefault(service);
    }

    /// <summary>Asserts that nothing has happened that must not.</summary>
    public void AssertNoViolation()
    {
        lock (_gate)
            Assert.Empty(_violations);
    }

    /// <summary>Returns when everything was judged that has happened so far.</summary>
    public async Task CatchUpAsync()
    {
        var mark = $"witness-{Guid.NewGuid():N}";
        var lease = new JsonObject { ["apiVersion"] = "coordination.k8s.io/v1", ["kind"] = "Lease", ["metadata"] = new JsonObject { ["name"] = mark } };
        await cluster.Admin.ExecuteAsync(["create", "-f", "-"], lease.ToJsonString(), TestContext.Current.CancellationToken);
        await Eventually.FoundAsync(() => Task.FromResult(Has(mark) ? mark : null));
        await cluster.Admin.RunAsync("delete", "lease", mark);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _watching;
        _stopping.Dispose();
    }

    private bool Has(string mark)
    {
        lock (_gate)
            return _marks.Contains(mark);
    }

    private async Task WatchAsync(string version)
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                var seen = await WatchFromAsync(version);
                if (_stopping.IsCancellationRequested)
                    return;
                if (seen is not null)
                {
                    // The API server ends the watch of one who reads too slowly: it goes on where it ended.
                    version = seen;
                    await Task.Delay(s_pause, CancellationToken.None);
                    continue;
                }

                Gaps++;
                version = await ListAsync();
            }
            catch (KubectlException)
            {
                // The API server is away.
                await Task.Delay(s_pause, CancellationToken.None);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    /// <summary>Reads the watch until it ends.</summary>
    /// <returns>The version of the last change; null if the API server no longer knows what came after it.</returns>
    private async Task<string?> WatchFromAsync(string version)
    {
        using var kubectl = cluster.Admin.Start(["get", "--raw", $"{_path}?watch=true&resourceVersion={version}&timeoutSeconds=3600"]);
        await using var registration = _stopping.Token.Register(kubectl.Kill);
        var errors = kubectl.StandardError.ReadToEndAsync(CancellationToken.None);
        var isKnown = true;
        while (await kubectl.StandardOutput.ReadLineAsync(CancellationToken.None) is { Length: > 0 } line)
        {
            var change = JsonNode.Parse(line)!;
            if (WitnessedInstance.Text(change, "type") == "ERROR")
            {
                isKnown = false;
                break;
            }

            lock (_gate)
                Note([change["object"]!], isGone: WitnessedInstance.Text(change, "type") == "DELETED");
            version = WitnessedInstance.Text(change, "object", "metadata", "resourceVersion")!;
        }

        if (!kubectl.HasExited)
            kubectl.Kill();
        return isKnown && !(await errors).Contains(TooOld, StringComparison.Ordinal) ? version : null;
    }

    /// <summary>Reads all, and returns the version from which a watch goes on.</summary>
    private async Task<string> ListAsync()
    {
        var list = JsonNode.Parse(await cluster.Admin.ExecuteAsync(["get", "--raw", _path], cancellationToken: _stopping.Token))!;
        lock (_gate)
        {
            var items = list["items"]!.AsArray().Select(item => item!).ToList();
            var uids = items.Select(item => WitnessedInstance.Text(item, "metadata", "uid")!).ToHashSet();
            foreach (var gone in _present.Values.Where(instance => !uids.Contains(instance.Uid)).ToList())
                Leave(gone);
            foreach (var gone in _tickets.Keys.Where(uid => !uids.Contains(uid)).ToList())
                _tickets.Remove(gone);
            Note(items, isGone: false);
        }

        return WitnessedInstance.Text(list, "metadata", "resourceVersion")!;
    }

    /// <summary>Takes up what happened at one moment, then judges.</summary>
    private void Note(List<JsonNode> leases, bool isGone)
    {
        try
        {
            leases.ForEach(lease => Apply(lease, isGone));
            foreach (var service in leases.Select(lease => WitnessedInstance.Label(lease, "service")).OfType<string>().Distinct())
                Judge(service);
        }
        catch (InvalidOperationException violation)
        {
            _violations.Add(violation.Message);
        }
    }

    private void Apply(JsonNode lease, bool isGone)
    {
        Judged++;
        var uid = WitnessedInstance.Text(lease, "metadata", "uid")!;
        switch (WitnessedInstance.Label(lease, "role"))
        {
            case "root":
                if (!_instances.TryGetValue(uid, out var instance))
                    instance = _instances[uid] = _present[uid] = new WitnessedInstance(lease);
                instance.Update(lease);
                if (isGone)
                    Leave(instance);
                break;
            case "ticket" when isGone:
                _tickets.Remove(uid);
                break;
            case "ticket":
                _tickets[uid] = (WitnessedInstance.Label(lease, "service")!, SoleOwner(lease));
                break;
            default:
                _marks.Add(WitnessedInstance.Text(lease, "metadata", "name")!);
                break;
        }
    }

    private void Leave(WitnessedInstance instance)
    {
        instance.Gone();
        instance.IsLive = false;
        _present.Remove(instance.Uid);
    }

    /// <summary>Live is from holding all tickets until the root is deleted; an instance that is ready must be live.</summary>
    private void Judge(string service)
    {
        var tickets = _tickets.Values.Where(ticket => ticket.Service == service).CountBy(ticket => ticket.Root).ToDictionary();
        var present = _present.Values.Where(instance => instance.Service == service).ToList();
        foreach (var instance in present)
            instance.IsLive = !instance.IsGoing && (instance.IsLive || tickets.GetValueOrDefault(instance.Uid) >= _ticketsNeeded);
        var live = present.Where(instance => instance.IsLive).ToList();
        _mostLive[service] = Math.Max(_mostLive.GetValueOrDefault(service), live.Count);
        if (live.Count > limitOf(service))
            throw new InvalidOperationException($"{live.Count} instances of {service} are live, but its limit is {limitOf(service)}: {string.Join(", ", live)}.");
        if (limitPerOwner is { } most && live.GroupBy(instance => instance.Owner).FirstOrDefault(owned => owned.Count() > most) is { } crowd)
            throw new InvalidOperationException($"{crowd.Count()} instances of {service} are live of one owner, who may have {most}: {string.Join(", ", crowd)}.");
        if (present.Find(instance => instance is { WasReady: true, IsGoing: false, IsLive: false }) is { } without)
            throw new InvalidOperationException($"{without} is ready without its tickets.");
    }

    private static string SoleOwner(JsonNode ticket) =>
        ticket["metadata"]?["ownerReferences"]?.AsArray() is [{ } owner] && WitnessedInstance.Text(owner, "kind") == "Lease"
            ? WitnessedInstance.Text(owner, "uid")!
            : throw new InvalidOperationException($"Ticket {WitnessedInstance.Text(ticket, "metadata", "name")} has not one owner.");
}
