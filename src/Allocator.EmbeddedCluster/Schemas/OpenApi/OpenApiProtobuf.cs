using System.Text.Json;

namespace Allocator.Embedded;

/// <summary>
/// An OpenAPI 2 document as the protobuf message <c>openapi.v2.Document</c> of
/// <see href="https://github.com/google/gnostic/blob/main/openapiv2/OpenAPIv2.proto">gnostic</see>, which is what kubectl asks for.
/// </summary>
internal static class OpenApiProtobuf
{
    public static byte[] Write(JsonElement document)
    {
        var writer = new ProtobufWriter();
        writer.Text(1, document.GetProperty("swagger").GetString()!);
        writer.Message(2, info =>
        {
            info.Text(1, document.GetProperty("info").GetProperty("title").GetString()!);
            info.Text(2, document.GetProperty("info").GetProperty("version").GetString()!);
        });
        writer.Message(8, paths =>
        {
            foreach (var path in document.GetProperty("paths").EnumerateObject())
                Named(paths, 2, path.Name, item => item.Message(8, operation => WriteOperation(operation, path.Value.GetProperty("patch"))));
        });
        writer.Message(9, definitions => WriteSchemas(definitions, document.GetProperty("definitions")));
        return writer.ToArray();
    }

    private static void WriteOperation(ProtobufWriter operation, JsonElement patch)
    {
        foreach (var parameter in patch.GetProperty("parameters").EnumerateArray())
        {
            // ParametersItem, Parameter, NonBodyParameter, QueryParameterSubSchema
            operation.Message(8, item => item.Message(1, kind => kind.Message(2, place => place.Message(3, query =>
            {
                query.Text(2, parameter.GetProperty("in").GetString()!);
                query.Text(4, parameter.GetProperty("name").GetString()!);
                query.Text(6, parameter.GetProperty("type").GetString()!);
            }))));
        }

        WriteExtensions(operation, 13, patch);
    }

    private static void WriteSchemas(ProtobufWriter writer, JsonElement schemas)
    {
        foreach (var schema in schemas.EnumerateObject())
            Named(writer, 1, schema.Name, value => WriteSchema(value, schema.Value));
    }

    private static void WriteSchema(ProtobufWriter writer, JsonElement schema)
    {
        foreach (var keyword in schema.EnumerateObject())
        {
            var value = keyword.Value;
            switch (keyword.Name)
            {
                case "$ref":
                    writer.Text(1, value.GetString()!);
                    break;
                case "format":
                    writer.Text(2, value.GetString()!);
                    break;
                case "required":
                    foreach (var name in value.EnumerateArray())
                        writer.Text(19, name.GetString()!);
                    break;
                case "additionalProperties":
                    writer.Message(21, item => item.Message(1, child => WriteSchema(child, value)));
                    break;
                case "type":
                    writer.Message(22, type => type.Text(1, value.GetString()!));
                    break;
                case "items":
                    writer.Message(23, item => item.Message(1, child => WriteSchema(child, value)));
                    break;
                case "properties":
                    writer.Message(25, properties => WriteSchemas(properties, value));
                    break;
            }
        }

        WriteExtensions(writer, 31, schema);
    }

    // The value of an extension is YAML text; JSON is YAML.
    private static void WriteExtensions(ProtobufWriter writer, int field, JsonElement element)
    {
        foreach (var extension in element.EnumerateObject().Where(p => p.Name.StartsWith("x-", StringComparison.Ordinal)))
            Named(writer, field, extension.Name, any => any.Text(2, extension.Value.GetRawText()));
    }

    private static void Named(ProtobufWriter writer, int field, string name, Action<ProtobufWriter> value) => writer.Message(field, named =>
    {
        named.Text(1, name);
        named.Message(2, value);
    });
}
