using System.Text.Json.Nodes;

namespace Allocator.Bench.Traffic;

/// <summary>A namespace of a run's own.</summary>
internal static class BenchNamespace
{
    private static readonly ResourceKind s_kind = new("", "v1", "Namespace", "namespaces", Namespaced: false);

    public static async Task<ClusterConnection> CreateAsync(ClusterClient admin, string name, CancellationToken cancellationToken)
    {
        var ns = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Namespace", ["metadata"] = new JsonObject { ["name"] = name } };
        await admin.CreateAsync(s_kind, "", ns, null, cancellationToken);
        return admin.Connection.WithNamespace(name);
    }

    public static Task DeleteAsync(ClusterClient admin, string name) => admin.DeleteAsync(s_kind, "", name);
}
