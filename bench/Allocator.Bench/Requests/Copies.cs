using System.Globalization;
using System.Text.Json.Nodes;
using Allocator.Manifests;

namespace Allocator.Bench.Requests;

/// <summary>Records of instances that have no objects, to make lists long. They go with the instance that they are copies of.</summary>
internal static class Copies
{
    public static async Task CreateAsync(Arguments arguments, Instance original, int count, CancellationToken cancellationToken)
    {
        await using var client = new ClusterClient(Cluster.Connect(arguments));
        var root = await client.GetAsync(ResourceKind.Lease, original.Namespace, original.Name, cancellationToken);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, count, parallel, async (index, token) =>
            await client.CreateAsync(ResourceKind.Lease, original.Namespace, Copy(root, original, index), null, token));
    }

    private static JsonObject Copy(JsonObject root, Instance original, int index) => new()
    {
        ["apiVersion"] = ResourceKind.Lease.ApiVersion,
        ["kind"] = ResourceKind.Lease.Kind,
        ["metadata"] = new JsonObject
        {
            ["name"] = string.Create(CultureInfo.InvariantCulture, $"{original.Name}-{index}"),
            ["labels"] = root["metadata"]!["labels"]!.DeepClone(),
            ["annotations"] = root["metadata"]!["annotations"]!.DeepClone(),
            ["ownerReferences"] = new JsonArray(OwnerReference.To(original.Name, original.Uid, blocking: false)),
        },
    };
}
