namespace Allocator.Api;

/// <summary>An instance that is gone.</summary>
internal sealed record GoneResource(string Name);
