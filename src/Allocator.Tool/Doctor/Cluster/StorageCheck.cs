namespace Allocator.Tool;

/// <summary>Disks have a storage class, unless each service names its own.</summary>
internal sealed class StorageCheck : IDoctorCheck<ClusterSubject>
{
    private static readonly ResourceKind s_storageClass = new("storage.k8s.io", "v1", "StorageClass", "storageclasses", Namespaced: false);

    public string Name => "storage class";

    public async Task<Finding> RunAsync(ClusterSubject subject, CancellationToken cancellationToken)
    {
        try
        {
            var classes = await subject.Client.ListAsync(s_storageClass, "", null, cancellationToken).ToListAsync(cancellationToken);
            var defaults = classes.Where(item => item.Annotation("storageclass.kubernetes.io/is-default-class") == "true").Select(item => item.Name()).ToList();
            return defaults switch
            {
                [var only] => Finding.Ok($"'{only}' is the default"),
                [] => Finding.Warning(
                    $"no default among {(classes.Count == 0 ? "none" : string.Join(", ", classes.Select(item => item.Name())))}",
                    "Mark one as the default, or name one in each service that has a disk: Disk.StorageClass."),
                _ => Finding.Warning($"several are the default: {string.Join(", ", defaults)}", "Leave one of them marked as the default."),
            };
        }
        catch (KubernetesException refused) when (refused.IsForbidden)
        {
            return Finding.Warning("may not be read: storage classes are the whole cluster's", "Ask who runs the cluster whether there is a default one, if your services have disks.");
        }
    }
}
