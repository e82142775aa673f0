using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>Checks that a schema is structural: every level says its type, and only values are restricted under <c>allOf</c> and its like.</summary>
internal static class StructuralChecks
{
    private const string EmbeddedResource = "x-kubernetes-embedded-resource";
    private const string PreserveUnknownFields = "x-kubernetes-preserve-unknown-fields";
    private const string IntOrString = "x-kubernetes-int-or-string";

    private enum Level
    {
        Root,
        Items,
        Field,
    }

    public static List<FieldError> Check(JsonObject schema, string path) =>
    [
        .. CheckLevel(schema, Level.Root, path).Concat(CompletenessChecks.Check(schema, path))
            .OrderBy(error => error.Field + ": " + error.Message, StringComparer.Ordinal),
    ];

    private static IEnumerable<FieldError> CheckLevel(JsonObject schema, Level level, string path)
    {
        var type = schema.Text("type") ?? "";
        if (type == "array" && schema["items"] is null)
            yield return SchemaErrors.Required(path + ".items", "must be specified");
        if (level == Level.Root && schema["additionalProperties"] is not null)
            yield return SchemaErrors.Forbidden(path + ".additionalProperties", "must not be used at the root");

        var errors = schema.Child("items", path).SelectMany(child => CheckLevel(child.Schema, Level.Items, child.Path))
            .Concat(schema.Properties(path).Concat(schema.Child("additionalProperties", path))
                .SelectMany(child => CheckLevel(child.Schema, Level.Field, child.Path)))
            .Concat(CheckType(schema, type, level, path))
            .Concat(CheckExtensions(schema, path))
            .Concat(NestedSchemaChecks.Check(schema, path))
            .Concat(level == Level.Root || schema.Flag(EmbeddedResource) ? CheckTypeMeta(schema, level, path) : []);
        foreach (var error in errors)
            yield return error;
    }

    private static IEnumerable<FieldError> CheckType(JsonObject schema, string type, Level level, string path)
    {
        var field = path + ".type";
        const string embedded = "must be object if x-kubernetes-embedded-resource is true";
        if (schema.Flag(EmbeddedResource) && type != "object")
            yield return type.Length == 0 ? SchemaErrors.Required(field, embedded) : SchemaErrors.Invalid(field, type, embedded);
        else if (type.Length == 0 && !schema.Flag(IntOrString) && !schema.Flag(PreserveUnknownFields))
        {
            yield return SchemaErrors.Required(field, level switch
            {
                Level.Root => "must not be empty at the root",
                Level.Items => "must not be empty for specified array items",
                _ => "must not be empty for specified object fields",
            });
        }

        if (level == Level.Root && type.Length > 0 && type != "object")
            yield return SchemaErrors.Invalid(field, type, "must be object at the root");
    }

    private static IEnumerable<FieldError> CheckExtensions(JsonObject schema, string path)
    {
        const string notWithIntOrString = "must be false if x-kubernetes-int-or-string is true";
        if (schema.Flag(IntOrString) && schema.Flag(PreserveUnknownFields))
            yield return SchemaErrors.Invalid($"{path}.{PreserveUnknownFields}", true, notWithIntOrString);
        if (schema.Flag(IntOrString) && schema.Flag(EmbeddedResource))
            yield return SchemaErrors.Invalid($"{path}.{EmbeddedResource}", true, notWithIntOrString);
        if (!schema.Flag(EmbeddedResource))
            yield break;

        if (schema["additionalProperties"] is not null)
            yield return SchemaErrors.Forbidden(path + ".additionalProperties", "must not be used if x-kubernetes-embedded-resource is set");
        if (!schema.Flag(PreserveUnknownFields) && !schema.Properties(path).Any())
        {
            yield return SchemaErrors.Required(
                path + ".properties",
                "must not be empty if x-kubernetes-embedded-resource is true without x-kubernetes-preserve-unknown-fields");
        }
    }

    private static IEnumerable<FieldError> CheckTypeMeta(JsonObject schema, Level level, string path)
    {
        foreach (var name in new[] { "kind", "apiVersion" })
        {
            if (schema["properties"]?[name] is not JsonObject property)
                continue;

            var field = $"{path}.properties[{name}]";
            if (property.Text("type") != "string")
                yield return SchemaErrors.Invalid(field + ".type", property.Text("type") ?? "", "must be string");
            if (level == Level.Root && property["default"] is not null)
                yield return SchemaErrors.Forbidden(field + ".default", $"must not be set in top-level {name}");
        }

        if (schema["properties"]?["metadata"] is JsonObject metadata)
        {
            foreach (var error in CheckMetadata(metadata, level, path + ".properties[metadata]"))
                yield return error;
        }
    }

    private static IEnumerable<FieldError> CheckMetadata(JsonObject metadata, Level level, string path)
    {
        if (metadata.Text("type") != "object")
            yield return SchemaErrors.Invalid(path + ".type", metadata.Text("type") ?? "", "must be object");
        if (level != Level.Root)
            yield break;

        foreach (var (_, field) in metadata.Properties(path).Prepend((metadata, path)).Where(part => part.Item1["default"] is not null))
            yield return SchemaErrors.Forbidden(field + ".default", "must not be set in top-level metadata");

        var onlyNames = metadata["properties"] is not JsonObject properties || properties.All(p => p.Key is "name" or "generateName");
        if (!onlyNames || metadata.Any(keyword => keyword.Key is not ("type" or "properties" or "default")))
        {
            yield return SchemaErrors.Forbidden(
                path, "must not specify anything other than name and generateName, but metadata is implicitly specified");
        }
    }
}
