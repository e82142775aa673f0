namespace Allocator.Embedded;

/// <summary>Ends a pod's containers: they are told to stop, and killed when their grace period is over.</summary>
internal sealed class ContainerStopper(PodRuntime pod)
{
    /// <summary>Tells one to stop.</summary>
    public void Stop(ContainerSlot slot, TimeSpan grace, string message)
    {
        if (slot.Run is not { KillAt: null } run)
            return;
        pod.Tell(false, "Killing", message, slot);
        slot.CountsFrom = slot.Earlier?.End?.FinishedAt;
        run.Stop(pod.Now + grace);
    }

    /// <summary>Tells all to stop; those that know already may only get less time.</summary>
    /// <param name="grace">How long they get.</param>
    /// <param name="isTold">Whether there is a pod that can tell of it.</param>
    public void StopAll(TimeSpan grace, bool isTold = true)
    {
        foreach (var slot in pod.Slots.Where(slot => slot.IsRunning))
        {
            if (isTold)
                Stop(slot, grace, $"Stopping container {slot.Spec.Name}");
            slot.Run!.Stop(pod.Now + grace);
        }
    }

    /// <summary>Kills those whose time is over.</summary>
    public void KillOverdue()
    {
        foreach (var slot in pod.Slots.Where(slot => slot.IsRunning))
        {
            if (slot.Run!.KillAt is not { } killAt)
                continue;
            if (killAt <= pod.Now)
                slot.Run.Kill();
            else
                pod.LookAgainAt(killAt);
        }
    }

    /// <summary>Stops those that have another image now.</summary>
    public void StopOutdated()
    {
        foreach (var (slot, spec) in pod.Slots.Zip(ContainerSpec.All(pod.Pod.Json.Member("spec"))))
        {
            if (slot.Spec.Image == spec.Image)
                continue;
            slot.Spec = spec;
            (slot.RetryAt, slot.PullFailedAt) = (null, null);
            if (!slot.IsRunning)
                continue;
            slot.IsOutdated = true;
            Stop(slot, pod.GracePeriod, $"Container {slot.Spec.Name} definition changed, will be restarted");
        }
    }
}
