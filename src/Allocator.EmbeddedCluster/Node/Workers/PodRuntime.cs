using System.Net;

namespace Allocator.Embedded;

/// <summary>A pod as the node has it. It is changed in the pod's turns only.</summary>
internal sealed class PodRuntime
{
    private const long DefaultGraceSeconds = 30;

    public PodRuntime(NodeParts parts, StoredObject pod, Action wake)
    {
        (Parts, Pod, Wake) = (parts, pod, wake);
        Slots = [.. ContainerSpec.All(pod.Json.Member("spec")).Select(spec => new ContainerSlot(spec))];
        Address = parts.Addresses.Take();
        StartTime = Now;
    }

    /// <summary>What every container gets to end, whatever is asked for.</summary>
    public static TimeSpan ShortestGrace { get; } = TimeSpan.FromSeconds(2);

    public NodeParts Parts { get; }

    /// <summary>The pod as it is stored.</summary>
    public StoredObject Pod { get; set; }

    /// <summary>Has another turn taken.</summary>
    public Action Wake { get; }

    public IReadOnlyList<ContainerSlot> Slots { get; }

    public IPAddress Address { get; }

    public DateTimeOffset StartTime { get; }

    public PodVolumes Volumes { get; } = new();

    /// <summary>Whether the pod has its address and its volumes.</summary>
    public bool IsPrepared { get; set; }

    /// <summary>When to look at the pod again.</summary>
    public DateTimeOffset? NextLook { get; private set; }

    public DateTimeOffset Now => Parts.Core.Time.GetUtcNow();

    public string RestartPolicy => PodStatus.RestartPolicyOf(Pod);

    public bool AnyRuns => Slots.Any(slot => slot.IsRunning);

    /// <summary>How long the pod's containers get to end.</summary>
    public TimeSpan GracePeriod => AtLeast(Pod.Json.Member("spec").Number("terminationGracePeriodSeconds") ?? DefaultGraceSeconds);

    /// <summary>How long they get now that the pod is being deleted.</summary>
    public TimeSpan DeletionGracePeriod => AtLeast(Pod.Json.Member("metadata").Number("deletionGracePeriodSeconds") ?? 0);

    public PodFields Fields => new(Pod, Address.ToString(), Parts.Addresses.HostAddress.ToString(), Parts.Options.Capacity);

    public PodReferences References => new(Parts.Core.Store, Pod.Namespace);

    public VolumeContext VolumeContext => new(Pod, Parts.Core.Store, References, Fields, Parts.Directories, Parts.Options.Tokens, Now);

    public void ForgetNextLook() => NextLook = null;

    public void LookAgainAt(DateTimeOffset at)
    {
        if (NextLook is null || at < NextLook)
            NextLook = at;
    }

    /// <summary>Takes note of the end of a container's run, if it has ended.</summary>
    public bool TakeEnd(ContainerSlot slot)
    {
        if (!slot.TakeEnd())
            return false;
        if (slot.End is { HasStarted: false } failure)
            Tell(true, "Failed", $"Error: {failure.Message}", slot);
        return true;
    }

    public void Tell(bool isWarning, string reason, string message, ContainerSlot? slot = null) =>
        Parts.Core.Events.Tell(Pod, "kubelet", isWarning, reason, message, slot?.Spec.FieldPath ?? "");

    private static TimeSpan AtLeast(long seconds) => TimeSpan.FromTicks(Math.Max(TimeSpan.FromSeconds(seconds).Ticks, ShortestGrace.Ticks));
}
