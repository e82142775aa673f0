using System.Text.Json;

namespace Allocator.Embedded;

/// <summary>Reads the types of fields from an OpenAPI document.</summary>
internal static class FieldTypes
{
    private const string Reference = "#/definitions/";

    private static readonly StringType String = new();
    private static readonly BooleanType Boolean = new();
    private static readonly NumberType Number = new();
    private static readonly IntegerType Int32 = new(32);
    private static readonly IntegerType Int64 = new(64);
    private static readonly IntOrStringType IntOrString = new();
    private static readonly BytesType Bytes = new();
    private static readonly TimeType Time = new(microseconds: false);
    private static readonly TimeType MicroTime = new(microseconds: true);
    private static readonly QuantityType Quantity = new(inThousandths: false);
    private static readonly QuantityType ResourceAmount = new(inThousandths: true);

    /// <summary>The type of a named definition. Those whose JSON form is not what the document says are told by name.</summary>
    public static FieldType OfDefinition(string name, JsonElement definition, SchemaCatalog catalog)
    {
        var goName = GoNames.Type(name);
        return goName switch
        {
            "resource.Quantity" => Quantity,
            "intstr.IntOrString" => IntOrString,
            "v1.MicroTime" => MicroTime,
            "v1.JSON" or "v1.FieldsV1" or "runtime.RawExtension" => new AnyType(goName),
            "v1.JSONSchemaPropsOrArray" or "v1.JSONSchemaPropsOrBool" or "v1.JSONSchemaPropsOrStringArray" => new OneOfKindsType(goName, catalog),
            _ => Text(definition, "type") == "object" ? new StructType(goName, definition, catalog) : Of(definition, catalog),
        };
    }

    public static FieldType Of(JsonElement schema, SchemaCatalog catalog)
    {
        if (Text(schema, "$ref") is { } reference)
            return catalog.Resolve(reference[Reference.Length..]);

        return (Text(schema, "type"), Text(schema, "format")) switch
        {
            ("string", "byte") => Bytes,
            ("string", "date-time") => Time,
            ("string", "int-or-string") => IntOrString,
            ("string", null) => String,
            ("boolean", null) => Boolean,
            ("integer", "int32") => Int32,
            ("integer", "int64") => Int64,
            ("number", "double") => Number,
            ("array", null) => new ListType(Of(schema.GetProperty("items"), catalog)),
            ("object", null) when schema.TryGetProperty("additionalProperties", out var values) => Map(Of(values, catalog)),
            var (type, format) => throw new InvalidDataException($"The recorded schemas have a field of type {type} and format {format}."),
        };
    }

    private static MapType Map(FieldType values) => new(values is QuantityType ? ResourceAmount : values);

    private static string? Text(JsonElement schema, string keyword) =>
        schema.TryGetProperty(keyword, out var value) ? value.GetString() : null;
}
