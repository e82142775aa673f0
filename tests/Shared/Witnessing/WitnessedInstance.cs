using System.Text.Json.Nodes;

namespace Allocator;

/// <summary>An instance as its root tells.</summary>
internal sealed class WitnessedInstance
{
    public WitnessedInstance(JsonNode root)
    {
        (Uid, Name) = (Text(root, "metadata", "uid")!, Text(root, "metadata", "name")!);
        (Service, Owner) = (Label(root, "service")!, OwnerOf(root));
        Update(root);
    }

    public string Uid { get; }

    public string Name { get; }

    public string Service { get; }

    /// <summary>The owner's hash and name.</summary>
    public (string? Hash, string? Name) Owner { get; }

    /// <summary>Whether it has held all its tickets and is not going. The witness' to set.</summary>
    public bool IsLive { get; set; }

    /// <summary>Whether it was seen in the state <c>ready</c>.</summary>
    public bool WasReady { get; private set; }

    /// <summary>When it was deleted, in whole seconds.</summary>
    public DateTimeOffset? WentAt { get; private set; }

    /// <summary>Whether it is being deleted or gone.</summary>
    public bool IsGoing { get; private set; }

    /// <summary>When its lease ran out, as last seen before it was deleted.</summary>
    public DateTimeOffset? ExpiresAt { get; private set; }

    public void Update(JsonNode root)
    {
        if (OwnerOf(root) != Owner)
            throw new InvalidOperationException($"{Name} had the owner {Owner}, and has {OwnerOf(root)} now.");
        WasReady |= Text(root, "metadata", "annotations", "allocator.dev/state") == "ready";
        if (Time(root, "metadata", "deletionTimestamp") is { } wentAt)
            (WentAt, IsGoing) = (wentAt, true);
        else
            ExpiresAt = (Time(root, "spec", "renewTime") ?? Time(root, "metadata", "creationTimestamp")) + Duration(root);
    }

    public void Gone() => IsGoing = true;

    public override string ToString() => $"{Name} of {Owner.Name}";

    /// <summary>A label of the protocol; null if the object has it not.</summary>
    public static string? Label(JsonNode obj, string name) => Text(obj, "metadata", "labels", $"allocator.dev/{name}");

    public static string? Text(JsonNode? obj, params ReadOnlySpan<string> path)
    {
        foreach (var member in path)
            obj = obj?[member];
        return obj?.GetValue<string>();
    }

    private static (string? Hash, string? Name) OwnerOf(JsonNode root) => (Label(root, "owner"), Text(root, "metadata", "annotations", "allocator.dev/owner"));

    private static DateTimeOffset? Time(JsonNode obj, params ReadOnlySpan<string> path) =>
        Text(obj, path) is { } time ? DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture) : null;

    private static TimeSpan? Duration(JsonNode root) =>
        root["spec"]?["leaseDurationSeconds"]?.GetValue<int>() is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
}
