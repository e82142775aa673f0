using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>The storage class of claims that name none: a directory for each volume.</summary>
internal static class StandardStorageClass
{
    public const string Provisioner = "embedded.allocator.dev/directory";
    public const string DefaultAnnotation = "storageclass.kubernetes.io/is-default-class";

    public static JsonObject Create() => new()
    {
        ["metadata"] = new JsonObject { ["name"] = "standard", ["annotations"] = new JsonObject { [DefaultAnnotation] = "true" } },
        ["provisioner"] = Provisioner,
        ["reclaimPolicy"] = "Delete",
        ["volumeBindingMode"] = "Immediate",
    };
}
