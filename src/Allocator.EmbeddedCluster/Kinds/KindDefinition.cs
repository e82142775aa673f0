using System.Text.Json;

namespace Allocator.Embedded;

/// <summary>What is served of a kind and by which rules.</summary>
internal sealed record KindDefinition(ResourceType Type)
{
    public string Singular { get; init; } = Type.Kind.ToLowerInvariant();

    public string ListKind { get; init; } = $"{Type.Kind}List";

    /// <summary>Whether a custom resource definition has brought it.</summary>
    public bool IsCustom { get; init; }

    public IReadOnlyList<string> ShortNames { get; init; } = [];

    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>Whether <c>status</c> is written only through its subresource.</summary>
    public bool HasStatus { get; init; }

    /// <summary>Whether it has replicas that the <c>scale</c> subresource reads and sets.</summary>
    public bool HasScale { get; init; }

    /// <summary>Where it has them.</summary>
    public ScaleDefinition Scale { get; init; } = ScaleDefinition.BuiltIn;

    /// <summary>Further subresources, for discovery: <c>log</c>, <c>exec</c>…</summary>
    public IReadOnlyList<SubresourceDefinition> Subresources { get; init; } = [];

    /// <summary>Whether <c>metadata.generation</c> counts changes of the specification.</summary>
    public bool HasGeneration { get; init; }

    /// <summary>Whether it counts changes of the annotations too.</summary>
    public bool GenerationCountsAnnotations { get; init; }

    /// <summary>Whether a DELETE of the collection is served.</summary>
    public bool HasDeleteCollection { get; init; } = true;

    /// <summary>Whether a PUT of an absent object creates it.</summary>
    public bool IsCreatedByUpdate { get; init; }

    /// <summary>Whether a delete answers with the object that has gone, instead of a status.</summary>
    public bool DeleteReturnsObject { get; init; }

    /// <summary>Whether a PUT must say the resource version that it replaces.</summary>
    public bool UpdateNeedsVersion { get; init; }

    /// <summary>What a delete does that says nothing about dependents.</summary>
    public Propagation DefaultPropagation { get; init; } = Propagation.Background;

    /// <summary>What field selectors may name, besides <c>metadata.name</c> and <c>metadata.namespace</c>.</summary>
    public IReadOnlyDictionary<string, Func<JsonElement, string>> SelectableFields { get; init; } = new Dictionary<string, Func<JsonElement, string>>();

    /// <summary>Reads, completes and checks objects of the kind.</summary>
    public required KindRules Rules { get; init; }

    /// <summary>The columns that a client is shown; null for name and age.</summary>
    public TableLayout? Table { get; init; }
}
