using Allocator.Manifests;
using Allocator.Readiness;

namespace Allocator;

/// <summary>All that is known of an instance before anything of it is in the cluster.</summary>
internal sealed record InstancePlan
{
    public required InstanceName Name { get; init; }

    public required string Service { get; init; }

    public required Caller Caller { get; init; }

    public required string MountName { get; init; }

    public required string CreatorInfo { get; init; }

    public required string Version { get; init; }

    public required IReadOnlyDictionary<string, string> Parameters { get; init; }

    /// <summary>The limits it needs a place of, in the order in which the places are taken.</summary>
    public required IReadOnlyList<PlaceScope> Scopes { get; init; }

    public required string TemplateName { get; init; }

    public required IReadOnlyList<PreparedObject> Objects { get; init; }

    /// <summary>How long it outlives its holder; null if it stays.</summary>
    public required TimeSpan? Lease { get; init; }

    /// <summary>How long it lives at most; null if that is not limited.</summary>
    public required TimeSpan? Lifetime { get; init; }

    public required IReadOnlyDictionary<string, string> ConnectionStrings { get; init; }

    public required int Replicas { get; init; }

    public required InstanceOrigin? Origin { get; init; }

    /// <summary>How long to wait for a place.</summary>
    public required TimeSpan PlaceTimeout { get; init; }

    /// <summary>How long it is kept when it fails; null if it is not.</summary>
    public required TimeSpan? KeepFailedFor { get; init; }

    /// <summary>What kinds of objects it has.</summary>
    public IEnumerable<ResourceKind> Kinds => Objects.Select(obj => obj.Kind).Distinct();

    /// <summary>The kinds whose objects tell whether it is ready; none if it is ready as soon as its objects exist.</summary>
    public IReadOnlyCollection<ResourceKind> WatchedKinds
    {
        get
        {
            var watched = Objects.Where(obj => !ObjectStatus.IsReadyAtOnce(obj.Object)).Select(obj => obj.Kind).ToHashSet();
            if (watched.Count > 0)
                watched.Add(ResourceKind.Pod);
            if (Objects.Any(obj => PodTemplates.MountsClaims(obj.Kind, obj.Object)))
                watched.Add(ResourceKind.PersistentVolumeClaim);
            return watched;
        }
    }
}
