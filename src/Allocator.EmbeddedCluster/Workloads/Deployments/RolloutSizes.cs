namespace Allocator.Embedded;

/// <summary>Sizes of ReplicaSets when a Deployment was scaled.</summary>
internal static class RolloutSizes
{
    /// <summary>Whether the Deployment was scaled since its ReplicaSets got their sizes.</summary>
    public static bool WasScaled(Rollout rollout) =>
        rollout.Active.Any(set => set.NumberIn(ReplicaSetFacts.DesiredAnnotation) is { } desired && desired != rollout.Spec.Replicas);

    /// <summary>Gives the ReplicaSets their sizes; amid a rolling update each in proportion to what it has.</summary>
    public static void Apply(Rollout rollout)
    {
        var active = rollout.Active.ToList();
        if (active.Count <= 1)
        {
            if ((active.FirstOrDefault() ?? rollout.New ?? rollout.Old.LastOrDefault()) is { } only)
                rollout.Scale(only, rollout.Spec.Replicas);
            return;
        }

        if (rollout.New is { } set && IsSaturated(rollout, set))
        {
            foreach (var old in rollout.Old.Where(old => old.Replicas() > 0).ToList())
                rollout.Scale(old, 0);
        }
        else if (rollout.Spec.IsRolling)
        {
            Spread(rollout, active);
        }
    }

    private static bool IsSaturated(Rollout rollout, StoredObject set) =>
        set.Replicas() == rollout.Spec.Replicas
        && set.NumberIn(ReplicaSetFacts.DesiredAnnotation) == rollout.Spec.Replicas
        && set.Available() == rollout.Spec.Replicas;

    private static void Spread(Rollout rollout, List<StoredObject> active)
    {
        var allowed = rollout.Spec.Replicas > 0 ? rollout.Spec.Replicas + rollout.Spec.MaxSurge : 0;
        var toAdd = allowed - active.Sum(ReplicaSetFacts.Replicas);
        // The largest first; among equals the newest when it grows, the oldest when it shrinks. What is left over goes to the first.
        var byAge = toAdd > 0 ? active.OldestFirst().Reverse() : active.OldestFirst();
        var ordered = byAge.OrderByDescending(ReplicaSetFacts.Replicas).ToList();
        var sizes = new List<long>();
        var added = 0L;
        foreach (var set in ordered)
        {
            var share = toAdd == 0 || toAdd == added ? 0 : Share(rollout, set, toAdd - added);
            sizes.Add(set.Replicas() + share);
            added += share;
        }

        if (toAdd != 0)
            sizes[0] = Math.Max(0, sizes[0] + toAdd - added);
        foreach (var (set, size) in ordered.Zip(sizes))
            rollout.Scale(set, size);
    }

    private static long Share(Rollout rollout, StoredObject set, long left)
    {
        if (rollout.Spec.Replicas == 0)
            return Math.Max(-set.Replicas(), left);
        var before = set.NumberIn(ReplicaSetFacts.MaxAnnotation) ?? rollout.Status.Number("replicas") ?? 1;
        var size = (double)set.Replicas() * (rollout.Spec.Replicas + rollout.Spec.MaxSurge) / before;
        var share = (long)Math.Round(size, MidpointRounding.AwayFromZero) - set.Replicas();
        return left > 0 ? Math.Min(share, left) : Math.Max(share, left);
    }
}
