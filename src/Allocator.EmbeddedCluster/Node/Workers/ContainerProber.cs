using System.Diagnostics.CodeAnalysis;

namespace Allocator.Embedded;

/// <summary>Makes the probes of a pod's containers when they are due, and acts on what they find.</summary>
internal sealed class ContainerProber(PodRuntime pod, ContainerStopper stopper)
{
    /// <summary>Takes what was found.</summary>
    public void TakeOutcomes()
    {
        foreach (var slot in pod.Slots.Where(slot => slot.IsRunning))
        {
            foreach (var probe in slot.Probes)
            {
                if (probe.Take() is { } outcome)
                    Take(slot, probe, outcome);
            }
        }
    }

    /// <summary>Makes those that are due.</summary>
    public void BeginDue()
    {
        foreach (var slot in pod.Slots.Where(slot => slot is { IsRunning: true, Run.KillAt: null }))
        {
            foreach (var probe in slot.Probes.Where(probe => IsWanted(slot, probe)))
            {
                if (probe.Running is null && probe.NextAt <= pod.Now)
                    Begin(slot, probe);
                // One that is still being made then is followed by the next when it is done.
                if (probe.NextAt > pod.Now)
                    pod.LookAgainAt(probe.NextAt);
            }
        }
    }

    private static bool IsWanted(ContainerSlot slot, ContainerProbe probe) => probe.Kind == ProbeKind.Startup ? !slot.IsStarted : slot.IsStarted;

    [SuppressMessage("Reliability", "CA2008:Do not create tasks without passing a TaskScheduler", Justification = "The default one is meant.")]
    private void Begin(ContainerSlot slot, ContainerProbe probe)
    {
        var running = ProbeRunner.RunAsync(probe.Spec, slot.Spec, slot.Run!, pod.Parts.Core.Time);
        probe.Begin(running, pod.Now);
        pod.Parts.Core.Activity.Begin();
        running.ContinueWith(_ => Wake(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private void Wake()
    {
        pod.Wake();
        pod.Parts.Core.Activity.End();
    }

    private void Take(ContainerSlot slot, ContainerProbe probe, ProbeOutcome outcome)
    {
        if (outcome.IsSuccess == true)
            return;
        pod.Tell(true, "Unhealthy", $"{probe.Kind} probe {(outcome.IsSuccess is null ? "errored" : "failed")}: {outcome.Output}", slot);
        if (probe.Kind == ProbeKind.Readiness || !probe.HasFailed)
            return;
        var consequence = pod.RestartPolicy == "Never" ? "" : ", will be restarted";
        var kind = probe.Kind == ProbeKind.Startup ? "startup" : "liveness";
        stopper.Stop(slot, pod.GracePeriod, $"Container {slot.Spec.Name} failed {kind} probe{consequence}");
    }
}
