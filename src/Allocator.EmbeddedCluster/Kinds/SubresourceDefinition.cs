namespace Allocator.Embedded;

/// <summary>A subresource as discovery lists it.</summary>
internal sealed record SubresourceDefinition(string Name, string Kind, params string[] Verbs)
{
    /// <summary>The group of its kind where that is not the resource's.</summary>
    public string? Group { get; init; }

    public string? Version { get; init; }
}
