using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Allocator;

/// <summary>An instance as its root object tells it: the facts, and what the protocol needs to know.</summary>
internal sealed record InstanceRecord
{
    public required Instance Instance { get; init; }

    public required string OwnerHash { get; init; }

    public required string Session { get; init; }

    public required string ResourceVersion { get; init; }

    /// <summary>The token by which a creator knows its own root, even when the answer to its POST was lost.</summary>
    public string? ClaimToken { get; init; }

    /// <summary>The whole hash of the idempotency key; null if there was none.</summary>
    public string? KeyHash { get; init; }

    /// <summary>When the lease runs out unless it is renewed.</summary>
    public DateTimeOffset? LeaseEndsAt { get; init; }

    /// <summary>How long it lives at most from its creation on, held or not; null if it has no such limit.</summary>
    public TimeSpan? Lifetime { get; init; }

    /// <summary>The limits that the instance must hold a place of before it is live.</summary>
    public IReadOnlyList<string> Limits { get; init; } = [];

    /// <summary>What kinds of objects the instance has, as <c>apiVersion/Kind</c>.</summary>
    public IReadOnlyList<string> Kinds { get; init; } = [];

    /// <summary>The last operation that was begun on the instance since it was created; null if there was none.</summary>
    public OperationRecord? Operation { get; init; }

    /// <summary>Until when who runs <see cref="Operation"/> is believed to be alive; null if it has ended, well or not.</summary>
    public DateTimeOffset? OperationUntil { get; init; }

    /// <summary>Connection strings by name, with their placeholders.</summary>
    public IReadOnlyDictionary<string, string> ConnectionStrings { get; init; } = new Dictionary<string, string>();

    public string Name => Instance.Name;

    public string Uid => Instance.Uid;

    /// <summary>The lease that a holder renews; null if the instance stays until it is destroyed.</summary>
    public TimeSpan? Lease => Instance.Lease;

    public bool BelongsTo(Caller caller) => OwnerHash == caller.OwnerHash && Instance.Owner == caller.Identity.Name;

    /// <summary>Whether the root is one of ours at all, or an object of somebody else at one of our names.</summary>
    public static bool IsRoot(JsonObject lease) => lease.Label(Labels.Role) == Labels.RootRole;

    public static InstanceRecord Read(JsonObject lease)
    {
        var duration = lease.Number("spec", "leaseDurationSeconds") is { } seconds ? TimeSpan.FromSeconds(seconds) : (TimeSpan?)null;
        var leaseEndsAt = (lease.Time("spec", "renewTime") ?? lease.CreatedAt()) + duration;
        var lifetime = int.TryParse(lease.Annotation(Annotations.Lifetime), NumberStyles.None, CultureInfo.InvariantCulture, out var most) ? TimeSpan.FromSeconds(most) : (TimeSpan?)null;
        var endsAt = lease.CreatedAt() + lifetime;
        var operation = Parse<OperationRecord>(lease.Annotation(Annotations.Operation));
        return new InstanceRecord
        {
            Instance = new Instance
            {
                Name = lease.Name(),
                Uid = lease.Uid(),
                Service = lease.Label(Labels.Service) ?? "",
                Namespace = lease.Text("metadata", "namespace") ?? "",
                Owner = lease.Annotation(Annotations.Owner) ?? "",
                State = StateOf(lease),
                CreatedAt = lease.CreatedAt(),
                ReadyAt = lease.Time("metadata", "annotations", Annotations.ReadyAt),
                Lease = duration,
                ExpiresAt = leaseEndsAt < endsAt || endsAt is null ? leaseEndsAt : endsAt,
                EndsAt = endsAt,
                MountName = lease.Annotation(Annotations.MountName) ?? "",
                BlessingNames = Parse<string[]>(lease.Annotation(Annotations.BlessingNames)) ?? [],
                Version = lease.Annotation(Annotations.Version) ?? "",
                Replicas = int.TryParse(lease.Annotation(Annotations.Replicas), out var replicas) ? replicas : 0,
                Parameters = Parse<Dictionary<string, string>>(lease.Annotation(Annotations.Parameters)) ?? [],
                Origin = Parse<InstanceOrigin>(lease.Annotation(Annotations.Origin)),
            },
            OwnerHash = lease.Label(Labels.Owner) ?? "",
            Session = lease.Label(Labels.Session) ?? "",
            ResourceVersion = lease.ResourceVersion(),
            ClaimToken = lease.Annotation(Annotations.ClaimToken),
            KeyHash = lease.Annotation(Annotations.KeyHash),
            LeaseEndsAt = leaseEndsAt,
            Lifetime = lifetime,
            Limits = Split(lease.Annotation(Annotations.Limits)),
            Kinds = Split(lease.Annotation(Annotations.Kinds)),
            Operation = operation,
            OperationUntil = operation?.UntilOf(lease.Annotation(Annotations.OperationUntil)),
            ConnectionStrings = Parse<Dictionary<string, string>>(lease.Annotation(Annotations.ConnectionStrings)) ?? [],
        };
    }

    private static InstanceState StateOf(JsonObject lease) =>
        lease.IsTerminating() ? InstanceState.Deleting : lease.Annotation(Annotations.State) switch
        {
            Annotations.ReadyState => InstanceState.Ready,
            Annotations.FailedState => InstanceState.Failed,
            Annotations.SuspendingState => InstanceState.Suspending,
            Annotations.SuspendedState => InstanceState.Suspended,
            Annotations.ResumingState => InstanceState.Resuming,
            Annotations.ResettingState => InstanceState.Resetting,
            _ => InstanceState.Creating,
        };

    private static string[] Split(string? text) => text?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];

    private static T? Parse<T>(string? json)
    {
        try
        {
            return json is null ? default : JsonSerializer.Deserialize<T>(json);
        }
        catch (JsonException)
        {
            return default;
        }
    }
}
