using System.Text.Json.Nodes;

namespace Allocator;

/// <summary>
/// Waits until an instance is gone: its Leases, every kind it was recorded with, its pods and its claims. The deletion of the root alone does not promise that.
/// </summary>
internal static class Disappearance
{
    public static async Task WaitAsync(AllocatorSession session, InstanceRecord instance, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(timeout, session.Time);
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        var watches = new List<ResourceWatch>();
        try
        {
            foreach (var kind in await KindsAsync(session, instance, stopping.Token).ConfigureAwait(false))
            {
                var selector = new ResourceSelector { Labels = $"{Labels.Instance}={instance.Name}" };
                watches.Add(new ResourceWatch(session.Client, kind, session.Namespace, selector));
            }

            await UntilGoneAsync(watches, instance, stopping.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new AllocatorException(
                $"Instance '{instance.Name}' is being deleted, but after {timeout.TotalSeconds:0} s these are still there: " +
                $"{string.Join(", ", Left(watches, instance).Select(Describe))}. " +
                "They go when their finalizers and grace periods end; `kubectl describe` says what holds them.");
        }
        finally
        {
            foreach (var watch in watches)
                await watch.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static async Task<IEnumerable<ResourceKind>> KindsAsync(AllocatorSession session, InstanceRecord instance, CancellationToken cancellationToken)
    {
        var kinds = new HashSet<ResourceKind> { ResourceKind.Lease, ResourceKind.Pod, ResourceKind.PersistentVolumeClaim };
        foreach (var recorded in instance.Kinds)
        {
            var slash = recorded.LastIndexOf('/');
            kinds.Add(await session.Client.ResolveAsync(recorded[..slash], recorded[(slash + 1)..], cancellationToken).ConfigureAwait(false));
        }

        return kinds;
    }

    private static async Task UntilGoneAsync(IReadOnlyList<ResourceWatch> watches, InstanceRecord instance, CancellationToken cancellationToken)
    {
        foreach (var watch in watches)
            watch.Start();
        await Task.WhenAll(watches.Select(watch => watch.Synced)).WaitAsync(cancellationToken).ConfigureAwait(false);

        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var subscriptions = watches.Select(watch => watch.Subscribe(_ => Check())).ToList();
        try
        {
            Check();
            await gone.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            subscriptions.ForEach(subscription => subscription.Dispose());
        }

        void Check()
        {
            if (!Left(watches, instance).Any())
                gone.TrySetResult();
        }
    }

    /// <summary>
    /// What there still is of the instance. An object without a root as owner is a controller's: it has gone before a successor of the same name
    /// (by an idempotency key) can have come, so where there is a successor it is the successor's.
    /// </summary>
    private static IEnumerable<JsonObject> Left(IEnumerable<ResourceWatch> watches, InstanceRecord instance)
    {
        var objects = watches.SelectMany(watch => watch.Items).ToList();
        var hasSuccessor = objects.Exists(obj => InstanceRecord.IsRoot(obj) && obj.Uid() != instance.Uid);
        return objects.Where(obj => RootOf(obj) is { } root ? root == instance.Uid : !hasSuccessor);
    }

    private static string? RootOf(JsonObject obj) => InstanceRecord.IsRoot(obj)
        ? obj.Uid()
        : obj.Items("metadata", "ownerReferences").FirstOrDefault(owner => owner.Text("kind") == ResourceKind.Lease.Kind)?.Text("uid");

    private static string Describe(JsonObject obj) =>
        $"{obj.Kind()} {obj.Name()}{(obj.IsTerminating() ? " (terminating)" : "")}";
}
