using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>One look at a StatefulSet: the next step, in order, and its status.</summary>
internal sealed class StatefulSetPass
{
    private readonly StoredObject _set;
    private readonly StatefulPods _pods;
    private readonly StoredObject _current;
    private readonly StoredObject _update;
    private readonly StoredObject?[] _replicas;
    private readonly List<StoredObject> _condemned;
    private readonly bool _isOrdered;
    private readonly bool _isRolling;
    private readonly long _partition;
    private long _count;
    private long _ready;
    private long _currentCount;
    private long _updatedCount;

    public StatefulSetPass(StoredObject set, StatefulPods pods, StoredObject current, StoredObject update, IReadOnlyList<StoredObject> existing)
    {
        (_set, _pods, _current, _update) = (set, pods, current, update);
        var spec = set.Json.Member("spec");
        _isOrdered = spec.Text("podManagementPolicy") != "Parallel";
        _isRolling = spec.Member("updateStrategy").Text("type") != "OnDelete";
        _partition = spec.Member("updateStrategy", "rollingUpdate").Number("partition") ?? 0;
        _replicas = new StoredObject?[spec.Number("replicas") ?? 1];
        _condemned = [.. existing.Where(pod => Ordinal(pod) >= _replicas.Length).OrderByDescending(Ordinal)];
        foreach (var pod in existing)
        {
            _count++;
            _ready += pod.IsRunningAndReady() ? 1 : 0;
            if (!pod.IsTerminating)
                CountRevision(RevisionOf(pod), 1);
            if (Ordinal(pod) < _replicas.Length)
                _replicas[Ordinal(pod)] = pod;
        }
    }

    public void Run()
    {
        if (!_set.IsTerminating && CreateReplicas() && DeleteCondemned() && _isRolling)
            UpdateReplicas();
    }

    public JsonObject Status()
    {
        var status = new JsonObject();
        var isComplete = _isRolling && _updatedCount == _count && _ready == _count;
        StatusConditions.Count(status, "observedGeneration", _set.Generation());
        status["replicas"] = _count;
        StatusConditions.Count(status, "readyReplicas", _ready);
        StatusConditions.Count(status, "currentReplicas", isComplete ? _updatedCount : _currentCount);
        StatusConditions.Count(status, "updatedReplicas", _updatedCount);
        status["currentRevision"] = isComplete ? _update.Name : _current.Name;
        status["updateRevision"] = _update.Name;
        status["collisionCount"] = 0;
        return status;
    }

    /// <summary>Makes what is missing.</summary>
    /// <returns>False if the step is done and the next has to wait.</returns>
    private bool CreateReplicas()
    {
        for (var ordinal = 0; ordinal < _replicas.Length; ordinal++)
        {
            if (_replicas[ordinal] is { } failed && failed.HasFailed())
            {
                _pods.Tell(true, "RecreatingFailedPod", $"StatefulSet {_set.Namespace}/{_set.Name} is recreating failed Pod {failed.Name}");
                _pods.Delete(failed);
                _count--;
                CountRevision(RevisionOf(failed), -1);
                _replicas[ordinal] = null;
            }

            if (_replicas[ordinal] is not { } pod)
            {
                var revision = IsKeptAtCurrent(ordinal) ? _current : _update;
                _pods.Create(ordinal, revision);
                _count++;
                CountRevision(revision.Name, 1);
                if (_isOrdered)
                    return false;
                continue;
            }

            if (_isOrdered && (pod.IsTerminating || !pod.IsRunningAndReady()))
                return false;
            _pods.Identify(pod);
        }

        return true;
    }

    /// <summary>Deletes those that are too many, from the last.</summary>
    private bool DeleteCondemned()
    {
        var firstUnhealthy = _replicas.Concat(Enumerable.Reverse(_condemned)).FirstOrDefault(pod => pod is null || !IsHealthy(pod));
        foreach (var pod in _condemned)
        {
            if (pod.IsTerminating || (!pod.IsRunningAndReady() && _isOrdered && pod != firstUnhealthy))
            {
                if (_isOrdered)
                    return false;
                continue;
            }

            _pods.Delete(pod);
            CountRevision(RevisionOf(pod), -1);
            if (_isOrdered)
                return false;
        }

        return true;
    }

    /// <summary>Deletes the last one that is not of the new revision, once those after it are well.</summary>
    private void UpdateReplicas()
    {
        for (var ordinal = _replicas.Length - 1; ordinal >= _partition; ordinal--)
        {
            if (_replicas[ordinal] is not { } pod)
                return;
            if (RevisionOf(pod) != _update.Name && !pod.IsTerminating)
            {
                _pods.Delete(pod);
                _currentCount--;
                return;
            }

            if (!IsHealthy(pod))
                return;
        }
    }

    private bool IsKeptAtCurrent(int ordinal) => ordinal < _partition;

    private void CountRevision(string revision, int by)
    {
        _currentCount += revision == _current.Name ? by : 0;
        _updatedCount += revision == _update.Name ? by : 0;
    }

    private int Ordinal(StoredObject pod) => StatefulPods.OrdinalOf(_set, pod)!.Value;

    private static string RevisionOf(StoredObject pod) => pod.Labels.GetValueOrDefault(Revisions.HashLabel, "");

    private static bool IsHealthy(StoredObject pod) => pod.IsRunningAndReady() && !pod.IsTerminating;
}
