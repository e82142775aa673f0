using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>The status of a container as a pod shows it.</summary>
internal static class ContainerStatus
{
    private const string IdPrefix = "embedded://";

    public static JsonObject Of(ContainerSlot slot, WaitingState unstarted)
    {
        var name = slot.Spec.Image;
        var imageId = "";
        if (slot.Run is not null && ImageName.TryComplete(name, out var complete, out _))
            (name, imageId) = (complete, ImageSupply.IdOf(complete));
        var status = new JsonObject { ["name"] = slot.Spec.Name, ["state"] = State(slot, unstarted), ["lastState"] = LastState(slot) };
        status["ready"] = slot.IsReady;
        status["restartCount"] = slot.Restarts;
        status["image"] = name;
        status["imageID"] = imageId;
        if (slot.Run is { } run)
            status["containerID"] = IdPrefix + run.Id;
        if (!slot.Spec.IsInit)
            status["started"] = slot.IsStarted;
        return status;
    }

    /// <summary>The run of which <c>lastState</c> tells; null if there is none.</summary>
    public static ContainerRun? LastRun(ContainerSlot slot) => slot.Waiting is null ? slot.Earlier : slot.Run;

    private static JsonObject State(ContainerSlot slot, WaitingState unstarted)
    {
        if (slot.Waiting is null && slot.Run is { } run)
            return slot.IsRunning ? new() { ["running"] = new JsonObject { ["startedAt"] = Timestamp.Format(run.StartedAt) } } : Terminated(run);
        var waiting = slot.Waiting ?? unstarted;
        var state = new JsonObject { ["reason"] = waiting.Reason };
        if (waiting.Message.Length > 0)
            state["message"] = waiting.Message;
        return new() { ["waiting"] = state };
    }

    private static JsonObject LastState(ContainerSlot slot) => LastRun(slot) is { } run ? Terminated(run) : [];

    private static JsonObject Terminated(ContainerRun run)
    {
        var end = run.End!;
        var terminated = new JsonObject { ["exitCode"] = end.ExitCode, ["reason"] = end.Reason };
        if (end.Message.Length > 0)
            terminated["message"] = end.Message;
        terminated["startedAt"] = Timestamp.Format(end.HasStarted ? run.StartedAt : DateTimeOffset.UnixEpoch);
        terminated["finishedAt"] = Timestamp.Format(end.FinishedAt);
        terminated["containerID"] = IdPrefix + run.Id;
        return new() { ["terminated"] = terminated };
    }
}
