using System.Text.Json;

namespace Allocator.Embedded;

/// <summary>What is wanted of a container.</summary>
internal sealed record ContainerSpec(string Name, JsonElement Json, bool IsInit)
{
    public string Image => Json.Text("image");

    public string FieldPath => IsInit ? $"spec.initContainers{{{Name}}}" : $"spec.containers{{{Name}}}";

    public string TerminationMessagePath => Json.Text("terminationMessagePath") is { Length: > 0 } path ? path : "/dev/termination-log";

    public bool TerminationMessageFallsBackToLog => Json.Text("terminationMessagePolicy") == "FallbackToLogsOnError";

    /// <summary>The number of a port that is given by number or by name; 0 if there is no such name.</summary>
    public int Port(JsonElement port) => port.ValueKind == JsonValueKind.Number
        ? port.GetInt32()
        : (int)(Json.Member("ports").Elements().FirstOrDefault(candidate => candidate.Text("name") == port.Text()).Number("containerPort") ?? 0);

    /// <summary>The containers of a pod, those that initialize it first.</summary>
    public static IEnumerable<ContainerSpec> All(JsonElement podSpec) =>
        podSpec.Member("initContainers").Elements().Select(container => new ContainerSpec(container.Text("name"), container, true))
            .Concat(podSpec.Member("containers").Elements().Select(container => new ContainerSpec(container.Text("name"), container, false)));
}
