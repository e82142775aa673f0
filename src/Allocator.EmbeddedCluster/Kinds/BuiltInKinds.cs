using System.Text.Json;

namespace Allocator.Embedded;

/// <summary>The kinds that are served from the start.</summary>
/// <remarks>
/// What they have and allow is that of Kubernetes 1.20:
/// <see href="https://v1-20.docs.kubernetes.io/docs/reference/generated/kubernetes-api/v1.20/"/>.
/// </remarks>
internal static class BuiltInKinds
{
    public static IReadOnlyList<KindDefinition> All { get; } =
    [
        .. ClusterKinds.All,
        .. CoreKinds.All,
        .. WorkloadKinds.All,
        .. NetworkingKinds.All,
        .. AccessKinds.All,
        .. StorageKinds.All,
    ];

    /// <summary>A kind, without what only some have. Discovery tells no singular of built-in kinds.</summary>
    public static KindDefinition Define(ResourceType type, KindRules rules, TableLayout table, params IReadOnlyList<string> shortNames) => new(type)
    {
        Rules = rules,
        Table = table,
        Singular = "",
        ShortNames = shortNames,
    };

    /// <summary>What field selectors may name: paths of texts.</summary>
    public static Dictionary<string, Func<JsonElement, string>> Fields(params IEnumerable<string> paths) => paths.ToDictionary(path => path, Reader);

    private static Func<JsonElement, string> Reader(string path)
    {
        var steps = path.Split('.');
        return obj => steps.Aggregate(obj, (element, step) => element.Member(step)).Text();
    }
}
