using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Allocator;

/// <summary>What the root says of the last operation: all that is needed to go on with it.</summary>
internal sealed record OperationRecord
{
    /// <summary>Who may go on with it: whoever takes over writes another token.</summary>
    public required string Token { get; init; }

    /// <summary>Whether the instance has its pods when the operation has ended.</summary>
    public bool Runs { get; init; }

    /// <summary>How many pods each workload has when the instance has its pods, by <see cref="Workload.Key"/>.</summary>
    public IReadOnlyDictionary<string, long> Replicas { get; init; } = new Dictionary<string, long>();

    /// <summary>The claims that the operation replaces.</summary>
    public IReadOnlyList<ReplacedClaim> Claims { get; init; } = [];

    /// <summary>As <see cref="Annotations.Operation"/> holds it.</summary>
    public string Serialize() => JsonSerializer.Serialize(this);

    /// <summary>What <see cref="Annotations.OperationUntil"/> holds.</summary>
    public string Until(DateTimeOffset time) => $"{Token} {LeaseTerms.Format(time)}";

    /// <summary>Reads <see cref="Annotations.OperationUntil"/>; null if it is not about this operation.</summary>
    public DateTimeOffset? UntilOf(string? annotation) =>
        annotation?.Split(' ') is [var token, var text] && token == Token
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
}

/// <summary>A claim that goes, and the one that comes in its place.</summary>
/// <param name="Uid">The uid of the one that goes: no other is ever deleted.</param>
/// <param name="Manifest">The one that comes, with the same name.</param>
internal sealed record ReplacedClaim(string Uid, JsonObject Manifest)
{
    /// <summary>Whether this claim is the one that has come.</summary>
    public bool IsReplacedBy(JsonObject claim, string rootUid) =>
        claim.Name() == Manifest.Name() && claim.Uid() != Uid && !claim.IsTerminating() && claim.IsOwnedBy(rootUid);
}
