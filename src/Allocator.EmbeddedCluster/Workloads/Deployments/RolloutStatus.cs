using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>The status of a Deployment by its ReplicaSets.</summary>
internal static class RolloutStatus
{
    /// <summary>The counts, and whether enough is available.</summary>
    public static JsonObject Counted(Rollout rollout)
    {
        var status = rollout.Status.DeepClone().AsObject();
        var available = rollout.All.Sum(ReplicaSetFacts.Available);
        StatusConditions.Count(status, "observedGeneration", rollout.Deployment.Generation());
        StatusConditions.Count(status, "replicas", rollout.All.Sum(set => set.Counted("replicas")));
        StatusConditions.Count(status, "updatedReplicas", rollout.New?.Counted("replicas") ?? 0);
        StatusConditions.Count(status, "readyReplicas", rollout.All.Sum(set => set.Counted("readyReplicas")));
        StatusConditions.Count(status, "availableReplicas", available);
        StatusConditions.Count(status, "unavailableReplicas", Math.Max(0, rollout.All.Sum(ReplicaSetFacts.Replicas) - available));
        StatusConditions.Set(status, available >= rollout.Spec.Replicas - rollout.Spec.MaxUnavailable
            ? rollout.Condition("Available", "True", "MinimumReplicasAvailable", "Deployment has minimum availability.")
            : rollout.Condition("Available", "False", "MinimumReplicasUnavailable", "Deployment does not have minimum availability."));
        return status;
    }

    /// <summary>The counts, and how the rollout goes.</summary>
    public static JsonObject Progressed(Rollout rollout)
    {
        var status = Counted(rollout);
        var current = StatusConditions.Find(rollout.Status, "Progressing");
        if (rollout.Spec.ProgressDeadlineSeconds is null)
            StatusConditions.Remove(status, "Progressing");
        else if (Number(status, "replicas") != Number(status, "updatedReplicas") || current?.Text("reason") != "NewReplicaSetAvailable")
            SetProgress(rollout, status, current);

        // The new ReplicaSet is the last of all, but its failure counts first.
        if (rollout.All.Reverse().Select(FailureOf).FirstOrDefault(found => found is not null) is not { } failure)
            StatusConditions.Remove(status, "ReplicaFailure");
        else
            StatusConditions.Set(status, failure);
        return status;
    }

    /// <summary>Whether all replicas, and no others, are the wanted ones and available.</summary>
    public static bool IsComplete(Rollout rollout, JsonObject status) =>
        Number(status, "updatedReplicas") == rollout.Spec.Replicas
        && Number(status, "replicas") == rollout.Spec.Replicas
        && Number(status, "availableReplicas") == rollout.Spec.Replicas
        && Number(status, "observedGeneration") >= rollout.Deployment.Generation();

    /// <summary>When to look whether the rollout is stuck; null for never.</summary>
    public static TimeSpan? UntilStuck(Rollout rollout, JsonObject status)
    {
        if (rollout.Spec.ProgressDeadlineSeconds is not { } deadline || StatusConditions.Find(status, "Progressing") is not { } progressing
            || progressing.Text("reason") is "ProgressDeadlineExceeded" or "NewReplicaSetAvailable" || IsComplete(rollout, status))
        {
            return null;
        }

        var left = LastUpdate(progressing).AddSeconds(deadline) - rollout.Now;
        return (left > TimeSpan.Zero ? left : TimeSpan.Zero) + TimeSpan.FromSeconds(1);
    }

    private static void SetProgress(Rollout rollout, JsonObject status, JsonObject? current)
    {
        var subject = rollout.New is { } set ? $"ReplicaSet \"{set.Name}\"" : $"Deployment \"{rollout.Deployment.Name}\"";
        if (IsComplete(rollout, status))
        {
            StatusConditions.Set(
                status, rollout.Condition("Progressing", "True", "NewReplicaSetAvailable", $"{subject} has successfully progressed."));
        }
        else if (HasProgressed(rollout.Status, status))
        {
            var condition = rollout.Condition("Progressing", "True", "ReplicaSetUpdated", $"{subject} is progressing.");
            if (current?.Text("status") == "True")
                condition["lastTransitionTime"] = current["lastTransitionTime"]?.DeepClone();
            StatusConditions.Remove(status, "Progressing");
            StatusConditions.Set(status, condition);
        }
        else if (IsTimedOut(rollout, current))
        {
            StatusConditions.Set(
                status, rollout.Condition("Progressing", "False", "ProgressDeadlineExceeded", $"{subject} has timed out progressing."));
        }
    }

    private static bool HasProgressed(JsonObject before, JsonObject after) =>
        Number(after, "updatedReplicas") > Number(before, "updatedReplicas")
        || Number(after, "replicas") - Number(after, "updatedReplicas") < Number(before, "replicas") - Number(before, "updatedReplicas")
        || Number(after, "readyReplicas") > Number(before, "readyReplicas")
        || Number(after, "availableReplicas") > Number(before, "availableReplicas");

    private static bool IsTimedOut(Rollout rollout, JsonObject? progressing) =>
        progressing?.Text("reason") switch
        {
            null or "NewReplicaSetAvailable" => false,
            "ProgressDeadlineExceeded" => true,
            _ => LastUpdate(progressing).AddSeconds(rollout.Spec.ProgressDeadlineSeconds!.Value) < rollout.Now,
        };

    private static DateTimeOffset LastUpdate(JsonObject condition) =>
        Timestamp.Parse(condition.Text("lastUpdateTime") ?? "") ?? DateTimeOffset.MinValue;

    private static JsonObject? FailureOf(StoredObject set)
    {
        foreach (var condition in set.Json.Member("status", "conditions").Elements())
        {
            if (condition.Text("type") == "ReplicaFailure")
            {
                return new()
                {
                    ["type"] = "ReplicaFailure",
                    ["status"] = condition.Text("status"),
                    ["lastUpdateTime"] = condition.Text("lastTransitionTime"),
                    ["lastTransitionTime"] = condition.Text("lastTransitionTime"),
                    ["reason"] = condition.Text("reason"),
                    ["message"] = condition.Text("message"),
                };
            }
        }

        return null;
    }

    private static long Number(JsonObject status, string name) => status.Number(name) ?? 0;
}
