using System.Globalization;

namespace Allocator.Embedded;

/// <summary>
/// Brings a pod's containers on: its volumes, what initializes it one after the other, then all others; again after they end, as its policy says.
/// </summary>
internal sealed class ContainerStarter(PodRuntime pod)
{
    private const string CrashLoop = "CrashLoopBackOff";
    private const string BadConfiguration = "CreateContainerConfigError";

    private readonly ImageSupply _images = new(pod.Parts.Images, pod.Parts.Core.Time);

    /// <summary>Whether something that the pod refers to is missing.</summary>
    public bool LacksReferences { get; private set; }

    public async Task AdvanceAsync(bool referencesMayHaveCome)
    {
        LacksReferences = false;
        if (!pod.IsPrepared && !Prepare(referencesMayHaveCome))
            return;
        if (pod.Volumes.RenewTokens(pod.VolumeContext, pod.Now) is { } renewal)
            pod.LookAgainAt(renewal);
        foreach (var slot in pod.Slots.Where(slot => slot.Spec.IsInit))
        {
            if (slot.End is { IsSuccess: true })
                continue;
            if (!slot.IsRunning && (slot.End is null || pod.RestartPolicy != "Never"))
                await TryStartAsync(slot, referencesMayHaveCome).ConfigureAwait(false);
            return;
        }

        foreach (var slot in pod.Slots.Where(slot => !slot.Spec.IsInit && !slot.IsRunning && IsWanted(slot)))
            await TryStartAsync(slot, referencesMayHaveCome).ConfigureAwait(false);
    }

    private bool IsWanted(ContainerSlot slot) => slot.End is not { } end || slot.IsOutdated || pod.RestartPolicy switch
    {
        "Never" => false,
        "OnFailure" => !end.IsSuccess,
        _ => true,
    };

    private bool Prepare(bool referencesMayHaveCome)
    {
        if (!referencesMayHaveCome)
        {
            LacksReferences = true;
            return false;
        }

        var problems = pod.Volumes.SetUp(pod.VolumeContext);
        foreach (var problem in problems)
            pod.Tell(true, "FailedMount", problem);
        LacksReferences = problems.Count > 0;
        pod.IsPrepared = problems.Count == 0;
        return pod.IsPrepared;
    }

    private async Task TryStartAsync(ContainerSlot slot, bool referencesMayHaveCome)
    {
        if (slot.Waiting?.Reason == BadConfiguration)
        {
            if (!referencesMayHaveCome)
            {
                LacksReferences = true;
                return;
            }
        }
        else if (slot.RetryAt is { } retryAt && retryAt > pod.Now)
        {
            pod.LookAgainAt(retryAt);
            return;
        }

        if (IsBackedOff(slot))
            return;
        var answer = _images.Get(slot, (isWarning, reason, message) => pod.Tell(isWarning, reason, message, slot));
        if (answer.Image is null)
        {
            slot.Waiting = answer.Waiting;
            slot.RetryAt = answer.RetryAt ?? DateTimeOffset.MaxValue;
            if (answer.RetryAt is { } at)
                pod.LookAgainAt(at);
            return;
        }

        if (Configure(slot) is { } setup)
            await StartAsync(slot, answer.Image, setup).ConfigureAwait(false);
    }

    private bool IsBackedOff(ContainerSlot slot)
    {
        if (slot.End is not { } end)
            return false;
        var failedAt = slot.CountsFrom ?? end.FinishedAt;
        slot.CountsFrom = null;
        if (slot.CrashBackOff.NextTry(failedAt) is not { } next || next <= pod.Now)
            return false;
        if (slot.Waiting?.Reason != CrashLoop)
            pod.Tell(true, "BackOff", "Back-off restarting failed container", slot);
        var (stored, duration) = (pod.Pod, Text(slot.CrashBackOff.Duration));
        slot.Waiting = new(
            CrashLoop,
            $"back-off {duration} restarting failed container={slot.Spec.Name} pod={stored.Name}_{stored.Namespace}({stored.Uid})");
        slot.RetryAt = next;
        pod.LookAgainAt(next);
        return true;
    }

    private ContainerSetup? Configure(ContainerSlot slot)
    {
        try
        {
            return ContainerSetups.Make(pod, slot);
        }
        catch (ConfigurationException e)
        {
            slot.Waiting = new(BadConfiguration, e.Message);
            pod.Tell(true, "Failed", $"Error: {e.Message}", slot);
            LacksReferences = true;
            return null;
        }
    }

    private async Task StartAsync(ContainerSlot slot, IContainerImage image, ContainerSetup setup)
    {
        var time = pod.Parts.Core.Time;
        if (slot.End is { } end)
            slot.CrashBackOff.Next(end.FinishedAt, pod.Now);
        var run = new ContainerRun(image, setup, new(pod.Parts.Options.LogCapacity, time), time, pod.Wake);
        slot.Begin(run, [.. ContainerProbe.Of(slot.Spec, run.StartedAt)]);
        pod.Tell(false, "Created", $"Created container {slot.Spec.Name}", slot);
        await run.StartAsync().ConfigureAwait(false);
        if (run.End is not { HasStarted: false })
            pod.Tell(false, "Started", $"Started container {slot.Spec.Name}", slot);
        // What ends in its first moment is never seen running.
        pod.TakeEnd(slot);
    }

    private static string Text(TimeSpan duration) => duration.TotalMinutes < 1
        ? string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:0}s")
        : string.Create(CultureInfo.InvariantCulture, $"{(int)duration.TotalMinutes}m{duration.Seconds}s");
}
