namespace Allocator.Api;

/// <summary>The values of an instance's Secret.</summary>
internal sealed record SecretResource
{
    public required IReadOnlyDictionary<string, string> Values { get; init; }
}
