using System.Numerics;
using System.Text.Json;

namespace Allocator.Embedded;

/// <summary>Why a pod does not fit on the node, in the scheduler's words.</summary>
internal static class NodeFit
{
    /// <returns>What keeps the pod off the node; empty if nothing does.</returns>
    public static IReadOnlyList<string> Problems(StoredObject pod, StoredObject node, NodeUsage usage, ObjectStore store)
    {
        var spec = pod.Json.Member("spec");
        if (ClaimProblem(pod, store) is { } claimProblem)
            return [claimProblem];
        if (node.Json.Member("spec").Flag("unschedulable"))
            return ["1 node(s) were unschedulable"];
        if (TaintProblem(spec, node) is { } taintProblem)
            return [taintProblem];
        if (spec.Member("nodeSelector").Texts().Any(wanted => node.Labels.GetValueOrDefault(wanted.Key) != wanted.Value))
            return ["1 node(s) didn't match Pod's node affinity"];
        return RoomProblems(PodRequests.Of(spec), usage, node.Json.Member("status", "allocatable"));
    }

    /// <summary>Whether a claim of the pod is bound only now that there is a pod that wants it.</summary>
    public static bool WaitsForBinding(StoredObject pod, ObjectStore store) => pod.Json.Member("spec", "volumes").Elements()
        .Select(volume => store.Find(ResourceTypes.PersistentVolumeClaims, pod.Namespace, volume.Member("persistentVolumeClaim").Text("claimName")))
        .Any(claim => claim?.Json.Member("spec") is { } spec && spec.Text("volumeName").Length == 0
            && store.Find(ResourceTypes.StorageClasses, "", spec.Text("storageClassName"))?.Json.Text("volumeBindingMode") == "WaitForFirstConsumer");

    private static string? ClaimProblem(StoredObject pod, ObjectStore store)
    {
        foreach (var volume in pod.Json.Member("spec", "volumes").Elements())
        {
            if (!volume.TryMember("persistentVolumeClaim", out var source))
                continue;
            var name = source.Text("claimName");
            if (store.Find(ResourceTypes.PersistentVolumeClaims, pod.Namespace, name) is not { } claim)
                return $"1 persistentvolumeclaim \"{name}\" not found";
            if (claim.IsTerminating)
                return $"1 persistentvolumeclaim \"{name}\" is being deleted";
            if (claim.Json.Member("status").Text("phase") != "Bound")
                return "1 pod has unbound immediate PersistentVolumeClaims";
        }

        return null;
    }

    private static string? TaintProblem(JsonElement spec, StoredObject node)
    {
        var tolerations = spec.Member("tolerations").Elements().ToList();
        var taint = node.Json.Member("spec", "taints").Elements().FirstOrDefault(taint =>
            taint.Text("effect") != "PreferNoSchedule" && !tolerations.Exists(toleration => Tolerates(toleration, taint)));
        return taint.ValueKind == JsonValueKind.Undefined
            ? null
            : $"1 node(s) had taint {{{taint.Text("key")}: {taint.Text("value")}}}, that the pod didn't tolerate";
    }

    private static bool Tolerates(JsonElement toleration, JsonElement taint)
    {
        if (toleration.Text("effect") is { Length: > 0 } effect && effect != taint.Text("effect"))
            return false;
        if (toleration.Text("key") is { Length: > 0 } key && key != taint.Text("key"))
            return false;
        return toleration.Text("operator") == "Exists" || toleration.Text("value") == taint.Text("value");
    }

    private static List<string> RoomProblems(PodRequests requests, NodeUsage usage, JsonElement allocatable)
    {
        var problems = new List<string>();
        if (Amount(allocatable, "pods") is { } pods && (usage.Pods + 1) * BigInteger.Pow(10, 9) > pods)
            problems.Add("1 Too many pods");
        if (!requests.Cpu.IsZero && usage.Cpu + requests.Cpu > Amount(allocatable, "cpu"))
            problems.Add("1 Insufficient cpu");
        if (!requests.Memory.IsZero && usage.Memory + requests.Memory > Amount(allocatable, "memory"))
            problems.Add("1 Insufficient memory");
        return problems;
    }

    private static BigInteger? Amount(JsonElement allocatable, string resource) =>
        Quantity.TryParse(allocatable.Text(resource), out var quantity, out _) ? quantity.Nanos : null;
}
