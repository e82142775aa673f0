namespace Allocator.Embedded;

/// <summary>The next step from the old ReplicaSets to the new one.</summary>
internal static class RolloutSteps
{
    /// <summary>A rolling update: never more pods than the surge allows, never fewer available ones than may be missing.</summary>
    public static void Roll(Rollout rollout)
    {
        rollout.SyncRevision();
        if (rollout.New is null)
            rollout.CreateNew(RoomForNew(rollout, 0));
        if (ScaleNew(rollout, rollout.New!) || ScaleOld(rollout, rollout.New!))
            return;
        if (RolloutStatus.IsComplete(rollout, rollout.Status))
            rollout.CleanUp();
    }

    /// <summary>All old pods go before the first new one comes.</summary>
    /// <param name="rollout">The rollout.</param>
    /// <param name="runsOld">Whether a pod of an old ReplicaSet is still there.</param>
    public static void Recreate(Rollout rollout, Func<bool> runsOld)
    {
        rollout.SyncRevision();
        var scaledDown = false;
        foreach (var old in rollout.Old.Where(old => old.Replicas() > 0).ToList())
            scaledDown |= rollout.Scale(old, 0);
        if (scaledDown || rollout.Old.Any(old => old.Counted("replicas") > 0) || runsOld())
            return;
        if (rollout.New is null)
            rollout.CreateNew(rollout.Spec.Replicas);
        else if (rollout.New.Replicas() != rollout.Spec.Replicas)
            rollout.Scale(rollout.New, rollout.Spec.Replicas);
        if (RolloutStatus.IsComplete(rollout, rollout.Status))
            rollout.CleanUp();
    }

    private static long RoomForNew(Rollout rollout, long now)
    {
        var room = rollout.Spec.Replicas + rollout.Spec.MaxSurge - rollout.All.Sum(ReplicaSetFacts.Replicas);
        return room <= 0 ? now : now + Math.Min(room, rollout.Spec.Replicas - now);
    }

    private static bool ScaleNew(Rollout rollout, StoredObject set)
    {
        var (now, wanted) = (set.Replicas(), rollout.Spec.Replicas);
        if (now == wanted)
            return false;
        var size = now > wanted ? wanted : RoomForNew(rollout, now);
        return size != now && rollout.Scale(set, size);
    }

    private static bool ScaleOld(Rollout rollout, StoredObject set)
    {
        if (rollout.Old.Sum(ReplicaSetFacts.Replicas) == 0)
            return false;
        var mustBeAvailable = rollout.Spec.Replicas - rollout.Spec.MaxUnavailable;
        var newUnavailable = set.Replicas() - set.Available();
        var mayGo = rollout.All.Sum(ReplicaSetFacts.Replicas) - mustBeAvailable - newUnavailable;
        if (mayGo <= 0)
            return false;
        var unhealthy = Shrink(rollout, mayGo, old => old.Replicas() - old.Available());
        var healthy = Shrink(rollout, rollout.All.Sum(ReplicaSetFacts.Available) - mustBeAvailable, ReplicaSetFacts.Replicas);
        return unhealthy + healthy > 0;
    }

    /// <summary>Takes pods from the old ReplicaSets, the oldest first.</summary>
    private static long Shrink(Rollout rollout, long atMost, Func<StoredObject, long> from)
    {
        var taken = 0L;
        foreach (var old in rollout.Old.OldestFirst().ToList())
        {
            var count = Math.Min(from(old), atMost - taken);
            if (old.Replicas() == 0 || count <= 0)
                continue;
            rollout.Scale(old, old.Replicas() - count);
            taken += count;
        }

        return taken;
    }
}
