using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>Drops what a schema does not know. Type and metadata of a resource, embedded ones too, are known to all.</summary>
internal sealed class Pruning
{
    private readonly List<string> _unknownFields = [];

    public static DecodeResult Apply(JsonObject resource, StructuralSchema schema)
    {
        var pruning = new Pruning();
        try
        {
            pruning.PruneObject(resource, schema, "", isResource: true);
            return new DecodeResult(pruning._unknownFields, null);
        }
        catch (DecodeException e)
        {
            var kind = resource["kind"]?.ToString();
            var version = resource["apiVersion"]?.ToString().Split('/')[^1];
            return new DecodeResult(pruning._unknownFields, new DecodeError(e.Field, CannotHandle.Message(version, kind, e.Message)));
        }
    }

    /// <summary>The paths of unknown fields in a value that is not a resource.</summary>
    public static IReadOnlyList<string> UnknownFields(JsonObject value, StructuralSchema schema)
    {
        var pruning = new Pruning();
        pruning.PruneObject(value, schema, "", isResource: false);
        return pruning._unknownFields;
    }

    private void Prune(JsonNode? value, StructuralSchema? schema, string path)
    {
        if (value is JsonObject obj)
            PruneObject(obj, schema, path, schema?.IsEmbeddedResource == true);
        else if (value is JsonArray array)
            PruneArray(array, schema, path);
    }

    private void PruneArray(JsonArray array, StructuralSchema? schema, string path)
    {
        if (schema is { PreservesUnknownFields: true, Items: null })
            return;

        for (var i = 0; i < array.Count; i++)
            Prune(array[i], schema?.Items, $"{path}[{i}]");
    }

    private void PruneObject(JsonObject obj, StructuralSchema? schema, string path, bool isResource)
    {
        foreach (var (key, value) in obj.ToList())
        {
            var field = path.Length == 0 ? key : path + "." + key;
            if (isResource && key is "apiVersion" or "kind" or "metadata")
            {
                if (key == "metadata" && value is not null)
                    PruneMetadata(value, field, isOfRoot: path.Length == 0);
            }
            else if (schema?.Properties.GetValueOrDefault(key) is { } property)
                Prune(value, property, field);
            else if (schema?.KeepsAdditional == true)
                Prune(value, schema.AdditionalProperties, field);
            else if (schema?.PreservesUnknownFields != true)
            {
                obj.Remove(key);
                _unknownFields.Add(field);
            }
        }
    }

    private void PruneMetadata(JsonNode metadata, string path, bool isOfRoot)
    {
        try
        {
            _unknownFields.AddRange(ObjectMetadata.Decode(metadata, path));
        }
        catch (DecodeException e) when (!isOfRoot)
        {
            throw new DecodeException(e.Field, $"{path}: Invalid value: {GoText.Of(metadata)}: {e.Message}");
        }
    }
}
