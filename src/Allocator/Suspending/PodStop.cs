using System.Text.Json.Nodes;
using System.Threading.Channels;
using Allocator.Readiness;

namespace Allocator;

/// <summary>Waits until an instance has no pods, and nothing that would still make one.</summary>
internal sealed class PodStop(AllocatorSession session, OperationPlan plan, OperationWatches objects, CreateProgress progress)
{
    private const int MostNamed = 5;

    private readonly HashSet<string> _removed = [];

    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        var signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
        using var subscription = objects.Subscribe(() => signal.Writer.TryWrite(true));
        while (true)
        {
            var left = Left();
            if (left.Count == 0 && await HasNoPodsAsync(cancellationToken).ConfigureAwait(false))
                return;
            await RemoveEndedAsync(cancellationToken).ConfigureAwait(false);
            progress.Report(InstancePhase.Stopping, left.Count == 0 ? "waiting for the last pods to go" : $"waiting for {Describe(left)} to end");
            await signal.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>What there still is, for the error of a wait that took too long.</summary>
    public string DescribeLeft() => Left() is { Count: > 0 } left ? Describe(left) : "nothing, by the last news of the API server";

    private List<string> Left()
    {
        var pods = objects.Pods.Select(pod => $"pod {pod.Name()} ({PodStatus.Doing(pod)})").ToList();
        if (pods.Count > 0)
            return pods;
        return
        [
            .. plan.Workloads.Where(workload => objects.Find(workload.Kind, workload.Name) is not { } seen || !IsAtRest(seen)).Select(workload => workload.ToString()),
            .. objects.Of(Workload.ReplicaSet).Where(set => set.Controller() is not null && !IsAtRest(set)).Select(set => $"ReplicaSet {set.Name()}"),
        ];
    }

    /// <summary>Whether its controller knows that it is to have no pods.</summary>
    private static bool IsAtRest(JsonObject workload) =>
        workload.Number("spec", "replicas") == 0
        && (workload.Number("status", "replicas") ?? 0) == 0
        && workload.Number("status", "observedGeneration") >= workload.Number("metadata", "generation");

    /// <summary>Watches of several kinds are not of one moment; a list is.</summary>
    private async Task<bool> HasNoPodsAsync(CancellationToken cancellationToken)
    {
        var selector = new ResourceSelector { Labels = $"{Labels.Instance}={plan.Instance.Name}" };
        return !await session.Client.ListAsync(ResourceKind.Pod, session.Namespace, selector, cancellationToken).AnyAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Pods that have ended by themselves, evicted for example, are nobody's business but a garbage collector's that comes late.</summary>
    private async Task RemoveEndedAsync(CancellationToken cancellationToken)
    {
        foreach (var pod in objects.Pods.Where(pod => pod.Text("status", "phase") is "Succeeded" or "Failed" && !pod.IsTerminating() && _removed.Add(pod.Uid())))
        {
            try
            {
                var exactly = new ResourceDelete { Uid = pod.Uid() };
                await PassingConflict.OutlastAsync(
                    session, () => session.Client.DeleteAsync(ResourceKind.Pod, session.Namespace, pod.Name(), exactly, cancellationToken), cancellationToken).ConfigureAwait(false);
            }
            catch (KubernetesException gone) when (gone.IsNotFound || PassingConflict.IsOtherUid(gone))
            {
            }
        }
    }

    private static string Describe(List<string> left) =>
        string.Join(", ", left.Take(MostNamed)) + (left.Count > MostNamed ? $" and {left.Count - MostNamed} more" : "");
}
