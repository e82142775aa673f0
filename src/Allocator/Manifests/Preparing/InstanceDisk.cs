using System.Text.Json.Nodes;

namespace Allocator.Manifests;

/// <summary>The claim with the instance's name, for templates that mount it.</summary>
internal static class InstanceDisk
{
    /// <summary>The claim, if a pod mounts it and the template does not hold it; else null.</summary>
    /// <exception cref="AllocatorException">The size is not a quantity.</exception>
    public static PreparedObject? For(IReadOnlyList<PreparedObject> objects, InstanceScope scope)
    {
        var name = scope.InstanceName;
        if (objects.Any(o => o.Kind == ResourceKind.PersistentVolumeClaim && o.Name == name)
            || !objects.Any(o => PodTemplates.Volumes(o.Kind, o.Object).Any(v => v.StringAt("persistentVolumeClaim", "claimName") == name)))
        {
            return null;
        }

        var size = scope.Disk.Size;
        if (!Quantity.IsPositive(size))
            throw new AllocatorException($"The disk size '{size}' of the service '{scope.Service}' is not a quantity such as 50Gi or 500Mi.");
        var spec = new JsonObject
        {
            ["accessModes"] = new JsonArray("ReadWriteOnce"),
            ["resources"] = new JsonObject { ["requests"] = new JsonObject { ["storage"] = size } },
        };
        if (scope.Disk.StorageClass is { } storageClass)
            spec["storageClassName"] = storageClass;
        return OwnObject.Create(ResourceKind.PersistentVolumeClaim, new JsonObject { ["spec"] = spec }, scope);
    }
}
