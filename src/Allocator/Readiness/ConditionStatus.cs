using System.Text.Json.Nodes;

namespace Allocator.Readiness;

/// <summary>The status of any other kind, by the conditions that kinds are asked to have; without them it is ready.</summary>
internal static class ConditionStatus
{
    public static ObjectStatus Of(JsonObject obj)
    {
        if (obj.Condition("Stalled", "True") is { } stalled)
            return new ObjectStatus.Failed(InstanceFailureReason.Other, stalled.Explanation());
        if (obj.Condition("Reconciling", "True") is { } reconciling)
            return new ObjectStatus.InProgress(reconciling.Explanation());
        if (obj.Condition("Ready") is not { } ready)
            return ObjectStatus.IsReady;
        if (ready.Number("observedGeneration") is { } seen && obj.Number("metadata", "generation") is { } generation && seen < generation)
            return new ObjectStatus.InProgress("its controller has not seen it yet");
        return ready.Text("status") == "True" ? ObjectStatus.IsReady : new ObjectStatus.InProgress(ready.Explanation());
    }
}
