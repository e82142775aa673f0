using System.ComponentModel;

namespace Allocator.Api;

/// <summary>A part of a list.</summary>
internal sealed record Page<T>
{
    public required IReadOnlyList<T> Items { get; init; }

    [Description("Where the next page begins, for the query parameter of that name; null on the last page.")]
    public string? Continue { get; init; }
}
