using System.Text.Json;

namespace Allocator.Embedded;

/// <summary>How well a pod has said what it needs: <c>status.qosClass</c>.</summary>
/// <remarks>See <see href="https://kubernetes.io/docs/concepts/workloads/pods/pod-qos/"/>.</remarks>
internal static class QosClass
{
    private static readonly string[] s_counted = ["cpu", "memory"];

    public static string Of(JsonElement spec)
    {
        var resources = spec.Member("containers").Elements().Concat(spec.Member("initContainers").Elements())
            .Select(container => container.Member("resources")).ToList();
        if (!resources.Any(item => s_counted.Any(name => Positive(item.Member("requests"), name) || Positive(item.Member("limits"), name))))
            return "BestEffort";
        return resources.All(item => s_counted.All(name => IsFixed(item, name))) ? "Guaranteed" : "Burstable";
    }

    private static bool Positive(JsonElement amounts, string name) => amounts.Amount(name)?.Nanos.Sign > 0;

    // A request that is left out is the limit.
    private static bool IsFixed(JsonElement resources, string name) => Positive(resources.Member("limits"), name)
        && (resources.Member("requests").Amount(name) is not { } request || request.Nanos == resources.Member("limits").Amount(name)!.Nanos);
}
