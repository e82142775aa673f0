using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace Allocator.Embedded;

/// <summary>Makes the cluster addresses of Services work on this machine: TCP connections to them arrive at a ready endpoint.</summary>
internal sealed partial class ServiceProxy(ClusterCore core) : IController, IAsyncDisposable
{
    private static readonly TimeSpan s_retry = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<ObjectKey, List<ServiceRelay>> _relays = [];
    private readonly List<ServiceRelay> _closed = [];

    public string Name => "kube-proxy";

    public IEnumerable<ObjectReference> Affected(StoreChange change) =>
        change.Object.Type == ResourceTypes.Services || change.Object.Type == ResourceTypes.Endpoints
            ? [new(ResourceTypes.Services, change.Object.Key)]
            : [];

    public TimeSpan? Reconcile(ObjectReference reference)
    {
        var service = core.Store.Find(reference);
        var wanted = service is null ? [] : WantedOf(service);
        lock (_gate)
        {
            if (_stop.IsCancellationRequested)
                return null;
            var relays = _relays.GetValueOrDefault(reference.Key) ?? [];
            _closed.RemoveAll(relay => relay.IsDone);
            // Where nobody is ready nobody listens: a connection is refused, as it would be.
            foreach (var relay in relays.Where(relay => !wanted.ContainsKey(relay.Address)).ToList())
            {
                relay.Close();
                relays.Remove(relay);
                _closed.Add(relay);
            }

            var failed = false;
            foreach (var (address, backends) in wanted)
            {
                var relay = relays.Find(relay => relay.Address.Equals(address));
                if (relay is null && (relay = TryListen(service!, address)) is not null)
                    relays.Add(relay);
                relay?.SetBackends(backends);
                failed |= relay is null;
            }

            _relays[reference.Key] = relays;
            if (relays.Count == 0)
                _relays.Remove(reference.Key);
            return failed ? s_retry : null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        List<ServiceRelay> relays;
        lock (_gate)
        {
            if (_stop.IsCancellationRequested)
                return;
            _stop.Cancel();
            relays = [.. _relays.Values.SelectMany(list => list), .. _closed];
            _relays.Clear();
        }

        foreach (var relay in relays)
            await relay.DisposeAsync().ConfigureAwait(false);
        _stop.Dispose();
    }

    private Dictionary<IPEndPoint, IPEndPoint[]> WantedOf(StoredObject service)
    {
        var wanted = new Dictionary<IPEndPoint, IPEndPoint[]>();
        if (service.ClusterAddress() is not { } address || core.Store.Find(new(ResourceTypes.Endpoints, service.Key)) is not { } endpoints)
            return wanted;
        foreach (var port in service.Ports().Where(port => ServiceFacts.ProtocolOf(port) == "TCP"))
        {
            var backends = BackendsOf(endpoints, port.Text("name")).ToArray();
            if (backends.Length > 0)
                wanted[new(address, (int)(port.Number("port") ?? 0))] = backends;
        }

        return wanted;
    }

    private static IEnumerable<IPEndPoint> BackendsOf(StoredObject endpoints, string portName) =>
        from subset in endpoints.Json.Member("subsets").Elements()
        from port in subset.Member("ports").Elements()
        where port.Text("name") == portName && ServiceFacts.ProtocolOf(port) == "TCP"
        from address in subset.Member("addresses").Elements()
        select new IPEndPoint(IPAddress.Parse(address.Text("ip")), (int)(port.Number("port") ?? 0));

    private ServiceRelay? TryListen(StoredObject service, IPEndPoint address)
    {
        try
        {
            return new(address, _stop.Token);
        }
        catch (SocketException e)
        {
            LogFailure(core.Logger, service.Key, address, e);
            core.Events.Tell(service, Name, true, "FailedToListen", $"Cannot listen on {address}: {e.Message}");
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Service {Service} cannot be reached at {Address}")]
    private static partial void LogFailure(ILogger logger, ObjectKey service, IPEndPoint address, Exception failure);
}
