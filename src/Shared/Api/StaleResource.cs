namespace Allocator.Api;

/// <summary>What was told may be out of date, and why.</summary>
internal sealed record StaleResource(string Why);
