namespace Allocator.Embedded;

/// <summary>Whether something may be done.</summary>
/// <param name="IsAllowed">Whether it may.</param>
/// <param name="Reason">Why, or what stood in the way; empty if there is nothing to say.</param>
internal sealed record AccessDecision(bool IsAllowed, string Reason);
