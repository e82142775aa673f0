namespace Allocator.Embedded;

/// <summary>
/// The document that kubectl validates manifests by. Custom resources are not in it: kubectl does not validate kinds that it does not find.
/// </summary>
internal static class OpenApiDocument
{
    private static readonly Lazy<byte[]> LazyProtobuf = new(() => OpenApiProtobuf.Write(SchemaCatalog.Kubernetes.Document));

    public static ReadOnlyMemory<byte> Json => SchemaCatalog.Kubernetes.Utf8Document;

    public static ReadOnlyMemory<byte> Protobuf => LazyProtobuf.Value;
}
