namespace Allocator;

/// <summary>Looks for the disks behind claims: they are in no namespace.</summary>
internal static class PersistentVolumes
{
    /// <summary>The volumes that are bound to a claim whose name contains the instance's.</summary>
    public static async Task<IReadOnlyList<string>> OfInstanceAsync(ClusterFixture cluster, string instance) =>
    [
        .. from volume in (await cluster.Admin.GetJsonAsync("persistentvolumes"))["items"]!.AsArray()
           let claim = volume["spec"]!["claimRef"]
           where claim?["namespace"]?.GetValue<string>() == cluster.Namespace && claim["name"]!.GetValue<string>().Contains(instance, StringComparison.Ordinal)
           select volume["metadata"]!["name"]!.GetValue<string>(),
    ];
}
