using System.Text.Json;
using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>The conditions of a pod that the node sets.</summary>
internal static class PodConditions
{
    private static readonly string[] s_own = ["Initialized", "Ready", "ContainersReady", "PodScheduled"];

    public static JsonArray Of(IReadOnlyList<ContainerSlot> slots, string phase, JsonElement current, string now)
    {
        var unready = ContainersReady(slots, phase);
        var conditions = new JsonArray();
        foreach (var (type, state) in s_own.Zip([Initialized(slots, phase), unready, unready, new(true)]))
            conditions.Add(Condition(type, state, current, now));
        foreach (var other in current.Elements().Where(condition => !s_own.Contains(condition.Text("type"))))
            conditions.Add(other.ToObject());
        return conditions;
    }

    private static State Initialized(IReadOnlyList<ContainerSlot> slots, string phase)
    {
        if (phase == PodPhase.Succeeded)
            return new(true, "PodCompleted");
        var incomplete = slots.Where(slot => slot.Spec.IsInit && !slot.IsReady).Select(slot => slot.Spec.Name).ToList();
        return incomplete.Count == 0
            ? new(true)
            : new(false, "ContainersNotInitialized", $"containers with incomplete status: [{string.Join(' ', incomplete)}]");
    }

    private static State ContainersReady(IReadOnlyList<ContainerSlot> slots, string phase)
    {
        if (phase == PodPhase.Succeeded)
            return new(false, "PodCompleted");
        var unready = slots.Where(slot => !slot.Spec.IsInit && !slot.IsReady).Select(slot => slot.Spec.Name).ToList();
        return unready.Count == 0 ? new(true) : new(false, "ContainersNotReady", $"containers with unready status: [{string.Join(' ', unready)}]");
    }

    private static JsonObject Condition(string type, State state, JsonElement current, string now)
    {
        var status = state.IsTrue ? "True" : "False";
        var before = current.Elements().FirstOrDefault(condition => condition.Text("type") == type);
        var condition = new JsonObject
        {
            ["type"] = type,
            ["status"] = status,
            ["lastProbeTime"] = null,
            ["lastTransitionTime"] = before.Text("status") == status ? before.Text("lastTransitionTime") : now,
        };
        if (state.Reason.Length > 0)
            condition["reason"] = state.Reason;
        if (state.Message.Length > 0)
            condition["message"] = state.Message;
        return condition;
    }

    private sealed record State(bool IsTrue, string Reason = "", string Message = "");
}
