using System.Text.Json.Nodes;

namespace Allocator.Readiness;

/// <summary>A container of a pod, by its status.</summary>
internal readonly record struct PodContainer(JsonObject Status, bool IsInit)
{
    public string Name => Status.Text("name") ?? "";

    public long Restarts => Status.Number("restartCount") ?? 0;

    /// <summary>Why it waits; null if it does not.</summary>
    public JsonObject? Waiting => Status.Object("state", "waiting");

    public JsonObject? Terminated => Status.Object("state", "terminated");

    /// <summary>How it ended the last time, if it ever did.</summary>
    public JsonObject? LastEnd => Terminated ?? Status.Object("lastState", "terminated");

    /// <summary>How a container ended, in words: <c>exit code 137 (OOMKilled): its last message</c>.</summary>
    public static string EndOf(JsonObject terminated)
    {
        var text = $"exit code {terminated.Number("exitCode") ?? -1}";
        if (terminated.Text("reason") is { Length: > 0 } reason)
            text += $" ({reason})";
        return terminated.Text("message") is { Length: > 0 } message ? $"{text}: {message.Trim()}" : text;
    }
}
