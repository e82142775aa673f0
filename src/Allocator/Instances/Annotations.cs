namespace Allocator;

/// <summary>The annotations of our objects. All but <see cref="ConnectionPrefix"/> and <see cref="Operation"/> are on the root only.</summary>
internal static class Annotations
{
    public const string State = Labels.Domain + "/state";

    public const string CreatingState = "creating";

    public const string ReadyState = "ready";

    public const string FailedState = "failed";

    public const string SuspendingState = "suspending";

    public const string SuspendedState = "suspended";

    public const string ResumingState = "resuming";

    public const string ResettingState = "resetting";

    /// <summary>The last operation on the instance, as JSON (<see cref="OperationRecord"/>). On a workload: the token of the operation that scaled it last.</summary>
    public const string Operation = Labels.Domain + "/operation";

    /// <summary>Until when who runs the operation is believed to be alive: its token and the time, by the API server's clock.</summary>
    public const string OperationUntil = Labels.Domain + "/operation-until";

    /// <summary>How many seconds the instance lives at most, counted from the root's <c>creationTimestamp</c>.</summary>
    public const string Lifetime = Labels.Domain + "/lifetime";

    public const string ReadyAt = Labels.Domain + "/ready-at";

    /// <summary>The owner's readable identity; ownership compares it as well as the hash.</summary>
    public const string Owner = Labels.Domain + "/owner";

    public const string IdentityProvider = Labels.Domain + "/identity-provider";

    public const string BlessingNames = Labels.Domain + "/blessing-names";

    public const string MountName = Labels.Domain + "/mount-name";

    /// <summary>What the template's <c>.CreatorInfo</c> encodes.</summary>
    public const string CreatorInfo = Labels.Domain + "/creator-info";

    public const string Version = Labels.Domain + "/version";

    public const string Parameters = Labels.Domain + "/parameters";

    public const string Replicas = Labels.Domain + "/replicas";

    /// <summary>Where it came from, as JSON.</summary>
    public const string Origin = Labels.Domain + "/origin";

    public const string ClaimToken = Labels.Domain + "/claim-token";

    public const string KeyHash = Labels.Domain + "/key-hash";

    public const string Limits = Labels.Domain + "/limits";

    public const string Tickets = Labels.Domain + "/tickets";

    public const string Kinds = Labels.Domain + "/kinds";

    /// <summary>On the instance's Secret: what was generated, as JSON (<see cref="GeneratedCredential"/> by key). No values.</summary>
    public const string Generated = Labels.Domain + "/generated";

    public const string ConnectionStrings = Labels.Domain + "/connection-strings";

    /// <summary>On any object of a template: <c>connection.allocator.dev/&lt;name&gt;</c> declares a connection string.</summary>
    public const string ConnectionPrefix = ConnectionDomain + "/";

    public const string ConnectionDomain = "connection." + Labels.Domain;
}
