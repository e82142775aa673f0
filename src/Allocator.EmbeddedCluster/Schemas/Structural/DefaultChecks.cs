using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>Checks that the defaults in a schema are values that the schema allows.</summary>
internal static class DefaultChecks
{
    /// <summary>The errors of all defaults but those under <c>additionalProperties</c>, which a real server does not check.</summary>
    public static List<FieldError> Check(StructuralSchema schema, string path)
    {
        var errors = schema.Default is { } value ? CheckDefault(value, schema, path + ".default") : [];
        foreach (var (name, property) in schema.Properties)
            errors.AddRange(Check(property, $"{path}.properties[{name}]"));
        if (schema.Items is not null)
            errors.AddRange(Check(schema.Items, path + ".items"));

        return errors;
    }

    private static List<FieldError> CheckDefault(JsonNode value, StructuralSchema schema, string path)
    {
        // In a wrapper the default is a field like any other, so lists and scalars go the same way as objects.
        var wrapper = new JsonObject { ["default"] = value.DeepClone() };
        var wrapperSchema = new StructuralSchema { Properties = new Dictionary<string, StructuralSchema> { ["default"] = schema } };
        if (Pruning.UnknownFields(wrapper, wrapperSchema).Count > 0)
            return [SchemaErrors.Invalid(path, value, "must not have unknown fields")];

        return [.. new ValueValidator(path).Validate(value, schema)];
    }
}
