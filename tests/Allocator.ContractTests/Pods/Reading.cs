using System.Text.Json.Nodes;

namespace Allocator.Contract;

/// <summary>Fields of objects by their path, <c>status.containerStatuses.0.ready</c>.</summary>
internal static class Reading
{
    /// <summary>The value there, or the type's default: the API leaves out zero and false.</summary>
    public static T? Read<T>(this JsonNode? node, string path) => node.Node(path) is { } value ? value.GetValue<T>() : default;

    /// <summary>The text there, or none.</summary>
    public static string Text(this JsonNode? node, string path) => node.Read<string>(path) ?? "";

    public static IReadOnlyList<JsonNode> List(this JsonNode? node, string path) => [.. (node.Node(path) as JsonArray ?? []).Select(item => item!)];

    public static string Name(this JsonNode? node) => node.Text("metadata.name");

    public static string Uid(this JsonNode? node) => node.Text("metadata.uid");

    /// <summary>A condition's status, reason and message; empty if there is none.</summary>
    public static (string Status, string Reason, string Message) Condition(this JsonNode? node, string type)
    {
        var condition = node.List("status.conditions").FirstOrDefault(item => item.Text("type") == type);
        return (condition.Text("status"), condition.Text("reason"), condition.Text("message"));
    }

    /// <summary>The status of a pod's container.</summary>
    public static JsonNode? Container(this JsonNode? pod, string name = "main") =>
        pod.List("status.initContainerStatuses").Concat(pod.List("status.containerStatuses")).FirstOrDefault(item => item.Text("name") == name);
}
