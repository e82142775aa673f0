using System.Globalization;
using Allocator.Embedded;

namespace Allocator.Crashes;

/// <summary>An instance as the witness has seen it.</summary>
internal sealed class WitnessedInstance
{
    public WitnessedInstance(StoredObject root)
    {
        (Name, Uid, Service) = (root.Name, root.Uid, root.Labels["allocator.dev/service"]);
        (OwnerHash, Owner) = (root.Labels["allocator.dev/owner"], Annotation(root, "owner"));
        Update(root, isGone: false);
    }

    public string Name { get; }

    public string Uid { get; }

    public string Service { get; }

    public string OwnerHash { get; }

    public string Owner { get; }

    /// <summary>Whether it has held all its tickets and is not going. The witness' to set.</summary>
    public bool IsLive { get; set; }

    public bool IsReady { get; private set; }

    public bool IsGoing { get; private set; }

    /// <summary>When its lease runs out or its lifetime ends; null if it has neither.</summary>
    public DateTimeOffset? ExpiresAt { get; private set; }

    public void Update(StoredObject root, bool isGone)
    {
        if (root.Labels["allocator.dev/owner"] != OwnerHash || Annotation(root, "owner") != Owner)
            throw new ViolationException($"{Name} changed its owner from {Owner} to {Annotation(root, "owner")}.");
        IsGoing = IsGoing || isGone || root.IsTerminating;
        IsReady = Annotation(root, "state") == "ready";
        ExpiresAt = new[] { Expiry(root), EndOfLife(root) }.Min();
    }

    public override string ToString() => $"{Name} of {Owner}";

    private static string Annotation(StoredObject root, string name) => root.Json.Member("metadata").Member("annotations").Text($"allocator.dev/{name}");

    private static DateTimeOffset? EndOfLife(StoredObject root)
    {
        var metadata = root.Json.Member("metadata");
        return metadata.Member("annotations").TryMember("allocator.dev/lifetime", out var seconds)
            ? metadata.Member("creationTimestamp").GetDateTimeOffset() + TimeSpan.FromSeconds(int.Parse(seconds.GetString()!, CultureInfo.InvariantCulture))
            : null;
    }

    private static DateTimeOffset? Expiry(StoredObject root)
    {
        var spec = root.Json.Member("spec");
        if (!spec.TryMember("leaseDurationSeconds", out var duration))
            return null;
        var renewed = spec.TryMember("renewTime", out var at) ? at : root.Json.Member("metadata").Member("creationTimestamp");
        return renewed.GetDateTimeOffset() + TimeSpan.FromSeconds(duration.GetInt32());
    }
}
