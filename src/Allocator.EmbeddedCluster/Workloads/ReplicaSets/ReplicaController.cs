using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>Keeps as many pods as a ReplicaSet, or a ReplicationController, asks for.</summary>
internal sealed class ReplicaController : WorkloadController
{
    // So many at once, that a large set does not keep the other controllers waiting.
    private const int Burst = 500;

    private readonly ResourceType _type;
    private readonly PodControl _pods;

    private ReplicaController(ClusterCore core, Dependents dependents, string name, ResourceType type)
        : base(core, dependents, name, type, ResourceTypes.Pods)
    {
        _type = type;
        _pods = new(core, name);
    }

    public static ReplicaController OfReplicaSets(ClusterCore core, Dependents dependents) =>
        new(core, dependents, "replicaset-controller", ResourceTypes.ReplicaSets);

    public static ReplicaController OfReplicationControllers(ClusterCore core, Dependents dependents) =>
        new(core, dependents, "replication-controller", ResourceTypes.ReplicationControllers);

    protected override LabelSelector SelectorOf(StoredObject workload)
    {
        var selector = workload.Json.Member("spec", "selector");
        return _type == ResourceTypes.ReplicaSets ? LabelSelector.Read(selector) : LabelSelector.OfLabels(selector);
    }

    protected override TimeSpan? Reconcile(StoredObject workload)
    {
        var pods = Claim(workload, ResourceTypes.Pods, PodFacts.IsActive);
        ApiException? refusal = null;
        try
        {
            if (!workload.IsTerminating)
                Manage(workload, pods);
        }
        catch (ApiException e)
        {
            refusal = e;
        }

        var minReady = workload.Json.Member("spec").Number("minReadySeconds") ?? 0;
        Core.Operations.SetStatus(workload, Status(workload, pods, minReady, refusal));
        if (refusal is not null)
            throw refusal;
        return pods.Select(pod => pod.AvailableAt(minReady) - Now).Where(wait => wait > TimeSpan.Zero).Min();
    }

    private void Manage(StoredObject workload, IReadOnlyList<StoredObject> pods)
    {
        var wanted = workload.Json.Member("spec").Number("replicas") ?? 1;
        for (var missing = Math.Min(wanted - pods.Count, Burst); missing > 0; missing--)
            _pods.Create(workload, PodTemplate.ToPod(workload.Json.Member("spec", "template"), workload));
        if (pods.Count > wanted)
        {
            foreach (var pod in PodRemovalOrder.Sort(pods).Take(pods.Count - (int)wanted))
                _pods.Delete(workload, pod);
        }
    }

    private JsonObject Status(StoredObject workload, IReadOnlyList<StoredObject> pods, long minReady, ApiException? refusal)
    {
        var status = new JsonObject { ["replicas"] = pods.Count };
        var template = LabelSelector.OfLabels(workload.Json.Member("spec", "template", "metadata", "labels"));
        StatusConditions.Count(status, "fullyLabeledReplicas", pods.Count(template.Matches));
        StatusConditions.Count(status, "readyReplicas", pods.Count(PodFacts.IsReady));
        StatusConditions.Count(status, "availableReplicas", pods.Count(pod => pod.IsAvailable(minReady, Now)));
        StatusConditions.Count(status, "observedGeneration", workload.Generation());
        if (workload.Json.Member("status").TryMember("conditions", out var conditions))
            status["conditions"] = JsonNode.Parse(conditions.GetRawText());
        if (refusal is null)
        {
            StatusConditions.Remove(status, "ReplicaFailure");
        }
        else
        {
            StatusConditions.Set(status, new()
            {
                ["type"] = "ReplicaFailure",
                ["status"] = "True",
                ["lastTransitionTime"] = Timestamp.Format(Now),
                ["reason"] = "FailedCreate",
                ["message"] = refusal.Message,
            });
        }

        return status;
    }
}
