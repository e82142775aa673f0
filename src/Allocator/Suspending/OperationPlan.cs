using System.Text.Json.Nodes;

namespace Allocator;

/// <summary>What an operation is to do, with what earlier ones have left undone. It is made from one look at the instance; nothing has been changed yet.</summary>
internal sealed record OperationPlan
{
    public required InstanceRecord Instance { get; init; }

    public required OperationRecord Operation { get; init; }

    /// <summary>The workloads, as they were before the operation was recorded.</summary>
    public required IReadOnlyList<Workload> Workloads { get; init; }

    /// <summary>Whether the pods have to be stopped: at the end there are none, or disks are replaced meanwhile.</summary>
    public bool Stops => !Operation.Runs || Operation.Claims.Count > 0;

    /// <summary>The kinds that must be watched.</summary>
    public static IEnumerable<ResourceKind> Kinds(InstanceRecord instance, OperationGoal goal)
    {
        foreach (var kind in Workload.ScalableKinds.Where(kind => instance.Kinds.Contains($"{kind.ApiVersion}/{kind.Kind}")))
        {
            yield return kind;
            // A Deployment's pods are made by its ReplicaSets; both must come to rest.
            if (kind == Workload.Deployment)
                yield return Workload.ReplicaSet;
        }

        yield return ResourceKind.Pod;
        if (goal != OperationGoal.Suspend || instance.Operation is { Claims.Count: > 0 })
            yield return ResourceKind.PersistentVolumeClaim;
    }

    /// <param name="instance">The instance.</param>
    /// <param name="goal">What is wanted.</param>
    /// <param name="objects">Its objects of a kind.</param>
    /// <exception cref="AllocatorException">The instance cannot be brought there; the message says why.</exception>
    public static OperationPlan Of(InstanceRecord instance, OperationGoal goal, Func<ResourceKind, IReadOnlyList<JsonObject>> objects)
    {
        var workloads = Workload.ScalableKinds.SelectMany(kind => objects(kind).Where(obj => obj.IsOwnedBy(instance.Uid)).Select(obj => new Workload(kind, obj))).ToList();
        var plan = new OperationPlan
        {
            Instance = instance,
            Workloads = workloads,
            Operation = new OperationRecord
            {
                Token = Guid.NewGuid().ToString("N"),
                Runs = Runs(instance, goal),
                Replicas = Replicas(instance, goal, workloads),
                Claims = Claims(instance, goal, [.. objects(ResourceKind.PersistentVolumeClaim).Where(claim => claim.IsOwnedBy(instance.Uid))]),
            },
        };
        if (plan.Stops)
        {
            UnscalablePods.Refuse(instance, goal, objects(ResourceKind.Pod));
            RefuseLossOfDisks(instance, goal, workloads);
        }

        return plan;
    }

    private static bool Runs(InstanceRecord instance, OperationGoal goal) => goal switch
    {
        OperationGoal.Suspend => false,
        OperationGoal.Resume => true,
        _ => instance.Instance.State == InstanceState.Ready || instance.Operation is { Runs: true },
    };

    /// <summary>Of an instance that is ready its workloads tell; later only the record does.</summary>
    private static Dictionary<string, long> Replicas(InstanceRecord instance, OperationGoal goal, List<Workload> workloads)
    {
        if (workloads.Count == 0)
            throw UnscalablePods.Refusal(instance, goal, "it has no pods that a workload of it manages");
        var recorded = instance.Instance.State == InstanceState.Ready ? null : instance.Operation?.Replicas;
        if (recorded?.Keys.FirstOrDefault(key => !workloads.Exists(workload => workload.Key == key)) is { } missing)
        {
            throw new AllocatorException(
                $"Instance '{instance.Name}' cannot be {goal.Participle()}: its {missing.Replace('/', ' ')} is gone; somebody deleted it. Destroy the instance and create another.");
        }

        return workloads.ToDictionary(workload => workload.Key, workload => recorded?.TryGetValue(workload.Key, out var replicas) == true ? replicas : workload.Replicas);
    }

    /// <summary>For a reset all claims, as they are; and those that an earlier reset has deleted, or may have, and not made anew.</summary>
    private static List<ReplacedClaim> Claims(InstanceRecord instance, OperationGoal goal, List<JsonObject> existing)
    {
        var left = (instance.Operation?.Claims ?? []).Where(claim => !existing.Exists(found => claim.IsReplacedBy(found, instance.Uid)));
        if (goal != OperationGoal.ResetDisk)
            return [.. left];
        var claims = existing.Select(FreshClaim.Of).ToList();
        claims.AddRange(left.Where(claim => !existing.Exists(found => found.Name() == claim.Manifest.Name())));
        return claims.Count > 0
            ? claims
            : throw new AllocatorException(
                $"Instance '{instance.Name}' has no disk that could be reset. Nothing was changed. A template that mounts the claim '{{{{ .Name }}}}', or has claim templates, gets one.");
    }

    private static void RefuseLossOfDisks(InstanceRecord instance, OperationGoal goal, List<Workload> workloads)
    {
        if (workloads.Find(workload => workload.Object.Text("spec", "persistentVolumeClaimRetentionPolicy", "whenScaled") == "Delete") is { } loses)
        {
            throw new AllocatorException(
                $"Instance '{instance.Name}' cannot be {goal.Participle()}: {loses} would lose its disks, because its persistentVolumeClaimRetentionPolicy.whenScaled is Delete. " +
                "Nothing was changed. Set it to Retain in the template; disks go with the instance all the same.");
        }
    }
}
