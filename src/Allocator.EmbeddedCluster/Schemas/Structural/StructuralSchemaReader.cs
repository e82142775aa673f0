using System.Globalization;
using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>Reads a schema that has passed all checks, and lists the keywords in it that nothing here implements.</summary>
internal sealed class StructuralSchemaReader(List<string> unsupported)
{
    private static readonly HashSet<string> Keywords = new(StringComparer.Ordinal)
    {
        "description", "type", "format", "title", "default", "maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum", "maxLength", "minLength",
        "pattern", "maxItems", "minItems", "uniqueItems", "multipleOf", "enum", "maxProperties", "minProperties", "required", "items", "allOf",
        "oneOf", "anyOf", "not", "properties", "additionalProperties", "externalDocs", "example", "nullable", "x-kubernetes-preserve-unknown-fields",
        "x-kubernetes-embedded-resource", "x-kubernetes-int-or-string", "x-kubernetes-list-map-keys", "x-kubernetes-list-type",
        "x-kubernetes-map-type",
    };

    public StructuralSchema Read(JsonObject schema, string path)
    {
        NoteUnsupported(schema, path);
        return new StructuralSchema
        {
            Type = schema.Text("type") is { Length: > 0 } type ? type : null,
            Nullable = schema.Flag("nullable"),
            Default = schema["default"]?.DeepClone(),
            Properties = schema["properties"] is JsonObject properties
                ? properties.ToDictionary(p => p.Key, p => Read(p.Value!.AsObject(), $"{path}.properties[{p.Key}]"), StringComparer.Ordinal)
                : [],
            Items = Children(schema.Child("items", path)).FirstOrDefault(),
            KeepsAdditional = schema["additionalProperties"] is JsonObject || schema["additionalProperties"]?.GetValue<bool>() == true,
            AdditionalProperties = Children(schema.Child("additionalProperties", path)).FirstOrDefault(),
            PreservesUnknownFields = schema.Flag("x-kubernetes-preserve-unknown-fields"),
            IsEmbeddedResource = schema.Flag("x-kubernetes-embedded-resource"),
            IsIntOrString = schema.Flag("x-kubernetes-int-or-string"),
            ListType = schema.Text("x-kubernetes-list-type"),
            ListMapKeys = schema.Texts("x-kubernetes-list-map-keys"),
            Rules = ReadRules(schema, path),
        };
    }

    private ValueRules ReadRules(JsonObject schema, string path) => new()
    {
        Enum = schema["enum"] is JsonArray { Count: > 0 } values ? [.. values.Select(value => value?.DeepClone())] : null,
        Format = schema.Text("format"),
        Minimum = Number(schema, "minimum"),
        ExclusiveMinimum = schema.Flag("exclusiveMinimum"),
        Maximum = Number(schema, "maximum"),
        ExclusiveMaximum = schema.Flag("exclusiveMaximum"),
        MultipleOf = Number(schema, "multipleOf"),
        MinLength = Count(schema, "minLength"),
        MaxLength = Count(schema, "maxLength"),
        Pattern = schema.Text("pattern"),
        Regex = schema.Text("pattern") is { Length: > 0 } pattern ? GoPattern.Compile(pattern) : null,
        MinItems = Count(schema, "minItems"),
        MaxItems = Count(schema, "maxItems"),
        MinProperties = Count(schema, "minProperties"),
        MaxProperties = Count(schema, "maxProperties"),
        Required = schema.Texts("required"),
        AllOf = [.. Children(schema.Branch("allOf", path))],
        AnyOf = [.. Children(schema.Branch("anyOf", path))],
        OneOf = [.. Children(schema.Branch("oneOf", path))],
        Not = Children(schema.Child("not", path)).FirstOrDefault(),
    };

    private void NoteUnsupported(JsonObject schema, string path)
    {
        unsupported.AddRange(schema.Where(keyword => !Keywords.Contains(keyword.Key)).Select(keyword => $"{path}.{keyword.Key}"));
        if (schema.Text("format") is { } format && Formats.IsMissing(format))
            unsupported.Add(path + ".format");
        if (schema.Text("pattern") is { } pattern && !GoPattern.IsSupported(pattern))
            unsupported.Add(path + ".pattern");
        if (Number(schema, "multipleOf") <= 0)
            unsupported.Add(path + ".multipleOf");
    }

    private IEnumerable<StructuralSchema> Children(IEnumerable<(JsonObject Schema, string Path)> children) =>
        children.Select(child => Read(child.Schema, child.Path));

    private static double? Number(JsonObject schema, string keyword) =>
        schema[keyword] is { } value ? double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture) : null;

    private static long? Count(JsonObject schema, string keyword) =>
        schema[keyword] is { } value ? long.Parse(value.ToJsonString(), CultureInfo.InvariantCulture) : null;
}
