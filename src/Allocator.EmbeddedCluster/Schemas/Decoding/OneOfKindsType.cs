using System.Text.Json;
using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>A place in a CustomResourceDefinition's schema that takes a schema or, instead, a boolean, schemas or strings.</summary>
internal sealed class OneOfKindsType(string goName, SchemaCatalog catalog) : FieldType
{
    private const string JsonSchemaProps = "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaProps";
    private readonly FieldType? _list = goName switch
    {
        "v1.JSONSchemaPropsOrArray" => new ListType(catalog.Resolve(JsonSchemaProps)),
        "v1.JSONSchemaPropsOrStringArray" => new ListType(new StringType()),
        _ => null,
    };

    public override string GoName => goName;

    public override JsonNode? Zero() => null;

    public override JsonNode? Decode(JsonNode value, Decoding decoding) => value.GetValueKind() switch
    {
        JsonValueKind.Object => catalog.Resolve(JsonSchemaProps).Decode(value, decoding),
        JsonValueKind.Array when _list is not null => _list.Decode(value, decoding),
        JsonValueKind.True or JsonValueKind.False when _list is null => value,
        _ => throw decoding.Error($"unmarshalerDecoder: {Expected}"),
    };

    private string Expected => _list is null ? "boolean or JSON schema expected" : "JSON schema or a list expected";
}
