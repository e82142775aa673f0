using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Allocator.Embedded;

/// <summary>The keywords of a schema that restrict values of the type.</summary>
internal sealed record ValueRules
{
    public IReadOnlyList<JsonNode?>? Enum { get; init; }

    public string? Format { get; init; }

    public double? Minimum { get; init; }

    public bool ExclusiveMinimum { get; init; }

    public double? Maximum { get; init; }

    public bool ExclusiveMaximum { get; init; }

    public double? MultipleOf { get; init; }

    public long? MinLength { get; init; }

    public long? MaxLength { get; init; }

    public string? Pattern { get; init; }

    /// <summary>The compiled <see cref="Pattern"/>.</summary>
    public Regex? Regex { get; init; }

    public long? MinItems { get; init; }

    public long? MaxItems { get; init; }

    public long? MinProperties { get; init; }

    public long? MaxProperties { get; init; }

    public IReadOnlyList<string> Required { get; init; } = [];

    public IReadOnlyList<StructuralSchema> AllOf { get; init; } = [];

    public IReadOnlyList<StructuralSchema> AnyOf { get; init; } = [];

    public IReadOnlyList<StructuralSchema> OneOf { get; init; } = [];

    public StructuralSchema? Not { get; init; }
}
