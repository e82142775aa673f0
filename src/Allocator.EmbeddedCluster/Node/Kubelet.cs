using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Allocator.Embedded;

/// <summary>Gives every pod that is bound to the node a worker, and tells it of what it may have to know.</summary>
internal sealed class Kubelet(NodeParts parts) : IController, IAsyncDisposable
{
    // What heeds being told to stop ends sooner than that.
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentDictionary<ObjectReference, PodWorker> _workers = new();
    private readonly ConcurrentDictionary<PodWorker, bool> _leaving = new();
    private readonly ConcurrentDictionary<PodWorker, bool> _lacking = new();
    private volatile bool _isClosed;

    public string Name => "kubelet";

    public IEnumerable<ObjectReference> Affected(StoreChange change)
    {
        var obj = change.Object;
        if (obj.Type == ResourceTypes.Pods)
            return obj.Json.Member("spec").Text("nodeName") == parts.Options.Name && IsNews(change) ? [obj.Reference] : [];
        if (obj.Type == ResourceTypes.PersistentVolumes)
            return [.. Waiting(""), obj.Reference];
        if (obj.Type == ResourceTypes.ConfigMaps || obj.Type == ResourceTypes.Secrets || obj.Type == ResourceTypes.PersistentVolumeClaims)
            return Waiting(obj.Namespace);
        // Some changes were missed, deletions may be among them.
        return obj.Type == ResourceTypes.Nodes && change.Object == change.Previous ? [.. _workers.Keys] : [];
    }

    public TimeSpan? Reconcile(ObjectReference reference)
    {
        if (_isClosed)
            return null;
        var obj = parts.Core.Store.Find(reference);
        if (reference.Type == ResourceTypes.PersistentVolumes)
        {
            if (obj is null)
                NodeDirectories.TryDelete(parts.Directories.PersistentVolume(reference.Key.Name));
            return null;
        }

        if (_workers.TryGetValue(reference, out var worker))
        {
            worker.Notice();
            if (worker.Uid == obj?.Uid)
                return null;
            // It ends what it has, and another pod of the name may be there already.
            _workers.TryRemove(reference, out _);
            _leaving[worker] = true;
        }

        if (obj is null)
            return null;
        var added = new PodWorker(parts, obj, left => _leaving.TryRemove(left, out _), SetLacking);
        _workers[reference] = added;
        added.Notice();
        return null;
    }

    public void SetFrozen(bool isFrozen)
    {
        foreach (var worker in _workers.Values.Concat(_leaving.Keys))
            worker.SetPaused(isFrozen);
    }

    /// <summary>The worker of a pod; null if the node does not run it.</summary>
    public PodWorker? Find(StoredObject pod) => _workers.TryGetValue(pod.Reference, out var worker) && worker.Uid == pod.Uid ? worker : null;

    /// <summary>Ends all containers: they are told to stop, then killed.</summary>
    public async ValueTask DisposeAsync()
    {
        _isClosed = true;
        var workers = _workers.Values.Concat(_leaving.Keys).ToList();
        await Task.WhenAll(workers.Select(worker => worker.StopAsync())).ConfigureAwait(false);
        var running = workers.SelectMany(worker => worker.Slots).Select(slot => slot.Run).OfType<ContainerRun>()
            .Where(run => run.End is null).ToList();
        foreach (var run in running)
            run.Stop(parts.Core.Time.GetUtcNow());
        var over = Task.WhenAll(running.Select(run => run.Over));
        await Task.WhenAny(over, Task.Delay(s_patience, TimeProvider.System)).ConfigureAwait(false);
        foreach (var run in running)
            run.Kill();
        await over.ConfigureAwait(false);
    }

    private void SetLacking(PodWorker worker, bool isLacking)
    {
        if (isLacking)
            _lacking[worker] = true;
        else
            _lacking.TryRemove(worker, out _);
    }

    private IEnumerable<ObjectReference> Waiting(string @namespace) =>
        _lacking.Keys.Select(worker => worker.Reference).Where(pod => @namespace.Length == 0 || pod.Key.Namespace == @namespace);

    // Its own writes are no news: a status, and nothing else.
    private static bool IsNews(StoreChange change)
    {
        if (change.Kind != ChangeKind.Modified || change.Previous is not { } before || before == change.Object)
            return true;
        var (now, then) = (change.Object.Json, before.Json);
        return Differ(now.Member("spec"), then.Member("spec"))
            || DiffersIn("deletionTimestamp") || DiffersIn("deletionGracePeriodSeconds");

        bool DiffersIn(string member) => Differ(now.Member("metadata", member), then.Member("metadata", member));
    }

    private static bool Differ(JsonElement one, JsonElement other) => one.ValueKind != other.ValueKind
        || (one.ValueKind != JsonValueKind.Undefined && !JsonMarshal.GetRawUtf8Value(one).SequenceEqual(JsonMarshal.GetRawUtf8Value(other)));
}
