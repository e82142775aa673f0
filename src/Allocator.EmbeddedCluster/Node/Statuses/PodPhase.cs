namespace Allocator.Embedded;

/// <summary>The phase of a pod by its containers.</summary>
/// <remarks>See <c>getPhase</c> in <see href="https://github.com/kubernetes/kubernetes/blob/v1.20.2/pkg/kubelet/kubelet_pods.go"/>.</remarks>
internal static class PodPhase
{
    public const string Pending = "Pending";
    public const string Running = "Running";
    public const string Succeeded = "Succeeded";
    public const string Failed = "Failed";

    public static bool IsFinal(string phase) => phase is Succeeded or Failed;

    public static string Of(IReadOnlyList<ContainerSlot> slots, string restartPolicy)
    {
        var (initializing, initFailed) = (false, false);
        var (waiting, running, stopped, succeeded) = (0, 0, 0, 0);
        foreach (var slot in slots)
        {
            var end = slot.End;
            if (slot.Spec.IsInit)
            {
                initFailed |= end is { IsSuccess: false };
                initializing |= end is null;
            }
            else if (slot.IsRunning)
            {
                running++;
            }
            else if (end is null)
            {
                waiting++;
            }
            else
            {
                stopped++;
                succeeded += slot.Waiting is null && end.IsSuccess ? 1 : 0;
            }
        }

        if (initFailed && restartPolicy == "Never")
            return Failed;
        if (initializing || waiting > 0)
            return Pending;
        if (running > 0)
            return Running;
        if (restartPolicy == "Always" || stopped == 0)
            return stopped == 0 ? Pending : Running;
        return stopped == succeeded ? Succeeded : restartPolicy == "Never" ? Failed : Running;
    }
}
