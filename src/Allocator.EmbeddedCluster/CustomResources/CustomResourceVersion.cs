using System.Text.Json;

namespace Allocator.Embedded;

/// <summary>What a custom resource definition says of one version.</summary>
/// <param name="Type">The kind in this version.</param>
/// <param name="Schema">The form of its objects.</param>
internal sealed record CustomResourceVersion(ResourceType Type, StructuralSchema Schema)
{
    /// <summary>Whether the definition has no other versions.</summary>
    public bool IsOnly { get; init; }

    /// <summary>Whether the definition is being deleted.</summary>
    public bool IsTerminating { get; init; }

    public bool IsServed { get; init; }

    public bool HasStatus { get; init; }

    public ScaleDefinition? Scale { get; init; }

    public TableLayout? Table { get; init; }

    /// <summary>The versions of a definition that has passed all checks.</summary>
    public static IReadOnlyList<CustomResourceVersion> ReadAll(StoredObject definition)
    {
        var spec = definition.Json.Member("spec");
        var versions = spec.Member("versions").Elements().ToList();
        return [.. versions.Select(version => Read(spec, version) with { IsOnly = versions.Count == 1, IsTerminating = definition.IsTerminating })];
    }

    private static CustomResourceVersion Read(JsonElement spec, JsonElement version)
    {
        var names = spec.Member("names");
        var type = new ResourceType(
            spec.Text("group"), version.Text("name"), names.Text("kind"), names.Text("plural"), spec.Text("scope") == "Namespaced");
        var schema = StructuralSchema.Read(version.Member("schema", "openAPIV3Schema").ToObject(), "").Schema
            ?? throw new InvalidOperationException($"The schema of {type} was not checked.");
        var subresources = version.Member("subresources");
        return new(type, schema)
        {
            IsServed = version.Flag("served"),
            HasStatus = subresources.Has("status"),
            Scale = subresources.TryMember("scale", out var scale) ? ScaleDefinition.Read(scale) : null,
            Table = CustomTable.Of(version.Member("additionalPrinterColumns")),
        };
    }
}
