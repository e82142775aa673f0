using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>Metadata of custom resources, which has the same fields whatever their schema says.</summary>
internal static class ObjectMetadata
{
    private const string Definition = "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta";

    /// <summary>Drops unknown fields of the metadata, or throws a <see cref="DecodeException"/>.</summary>
    /// <returns>The paths of the dropped fields.</returns>
    public static IReadOnlyList<string> Decode(JsonNode metadata, string path)
    {
        var decoding = new Decoding(path);
        SchemaCatalog.Kubernetes.Resolve(Definition).Decode(metadata, decoding);
        return decoding.UnknownFields;
    }
}
