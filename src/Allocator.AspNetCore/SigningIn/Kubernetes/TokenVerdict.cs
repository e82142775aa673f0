namespace Allocator.Server;

/// <summary>What the cluster says of a token.</summary>
/// <param name="User">Whose it is; null if it is refused.</param>
/// <param name="Problem">Why it is refused.</param>
internal sealed record TokenVerdict(ClusterUser? User, string Problem);
