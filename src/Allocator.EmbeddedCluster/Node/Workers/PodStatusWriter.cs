using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>Writes the status of a pod whenever it has become another.</summary>
internal sealed class PodStatusWriter(PodRuntime pod)
{
    private JsonObject? _written;

    public string Phase => _written?.Text("phase") ?? PodPhase.Pending;

    public void Write() => Write(PodStatus.Of(
        pod.Pod, pod.Slots, pod.StartTime, pod.Parts.Addresses.HostAddress.ToString(), PodAddress, pod.Now));

    /// <summary>Writes that the pod took longer than it may.</summary>
    public void WriteDeadlineExceeded(string message) => Write(PodStatus.DeadlineExceeded(pod.Pod, pod.Slots, pod.StartTime, PodAddress, message));

    private string? PodAddress => pod.IsPrepared ? pod.Address.ToString() : null;

    private void Write(JsonObject status)
    {
        if (JsonNode.DeepEquals(status, _written))
            return;
        _written = status;
        pod.Pod = pod.Parts.Core.Operations.SetStatus(pod.Pod, status.DeepClone().AsObject()) ?? pod.Pod;
    }
}
