using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>What a CustomResourceDefinition says about one version of its kind, or about one field of it.</summary>
internal sealed record StructuralSchema
{
    /// <summary>Null where any type is allowed: in the branches of <c>anyOf</c> and its like, and with the two extensions that replace it.</summary>
    public string? Type { get; init; }

    public bool Nullable { get; init; }

    public JsonNode? Default { get; init; }

    public IReadOnlyDictionary<string, StructuralSchema> Properties { get; init; } = new Dictionary<string, StructuralSchema>();

    public StructuralSchema? Items { get; init; }

    /// <summary>Whether other properties than the named ones are kept; <see cref="AdditionalProperties"/> says what they may be.</summary>
    public bool KeepsAdditional { get; init; }

    public StructuralSchema? AdditionalProperties { get; init; }

    public bool PreservesUnknownFields { get; init; }

    public bool IsEmbeddedResource { get; init; }

    public bool IsIntOrString { get; init; }

    public string? ListType { get; init; }

    public IReadOnlyList<string> ListMapKeys { get; init; } = [];

    public ValueRules Rules { get; init; } = new();

    /// <summary>
    /// Reads <c>openAPIV3Schema</c>, whose values must have the right types already. Field errors are what a real server answers with 422;
    /// with unsupported keywords the definition cannot be served.
    /// </summary>
    /// <param name="schema">The JSON under <c>openAPIV3Schema</c>.</param>
    /// <param name="path">Where the schema is, for the errors: <c>spec.validation.openAPIV3Schema</c> if all versions have the same.</param>
    public static StructuralReading Read(JsonObject schema, string path)
    {
        var excluded = ExcludedKeywords.Check(schema, path).ToList();
        List<FieldError> errors = [.. excluded, .. KeywordValues.Check(schema, path)];
        if (excluded.Count == 0)
            errors.AddRange(StructuralChecks.Check(schema, path));

        // A default of the whole resource would have to name its kind.
        var unsupported = new List<string>(schema["default"] is null ? [] : [path + ".default"]);
        var read = errors.Count == 0 ? new StructuralSchemaReader(unsupported).Read(schema, path) : null;
        if (read is not null && unsupported.Count == 0)
            errors = DefaultChecks.Check(read, path);

        return new StructuralReading(errors.Count == 0 && unsupported.Count == 0 ? read : null, errors, unsupported);
    }

    /// <summary>
    /// Brings a custom resource to the form in which it is stored: defaults set, nulls and fields that the schema does not know dropped.
    /// An error is one of metadata that cannot be decoded.
    /// </summary>
    public DecodeResult Coerce(JsonObject resource)
    {
        Defaulting.Apply(resource, this);
        return Pruning.Apply(resource, this);
    }

    /// <summary>What is wrong with the values of a custom resource that was coerced.</summary>
    public IReadOnlyList<FieldError> Validate(JsonObject resource) =>
    [
        .. new ValueValidator("").Validate(resource, this),
        .. ListTypeRules.Validate(resource, this),
        .. EmbeddedResourceRules.Validate(resource, this),
    ];
}
