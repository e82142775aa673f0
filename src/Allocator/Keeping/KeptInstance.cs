using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;

namespace Allocator;

/// <summary>Leaves an instance behind for a while: nobody renews it any more, so it goes at the end of the time that it is given.</summary>
internal static partial class KeptInstance
{
    /// <summary>Returns how long it stays: as long as is wished, or as its own lifetime lets it.</summary>
    /// <exception cref="AllocatorException">The instance is gone.</exception>
    public static async Task<TimeSpan> KeepAsync(AllocatorSession session, InstanceRecord instance, TimeSpan lifetime, HeldLease? lease, CancellationToken cancellationToken)
    {
        var name = instance.Name;
        JsonObject root;
        try
        {
            root = await PatchAsync(session, name, instance.Uid, lease?.Version ?? instance.ResourceVersion, lifetime, null, cancellationToken).ConfigureAwait(false);
            if (root.IsTerminating())
                throw new InstanceLostException(name, "it is being deleted, so it cannot be kept");
        }
        catch (KubernetesException gone) when (RootPatch.MeansLost(gone))
        {
            throw new InstanceLostException(name, "it is gone, so it cannot be kept");
        }

        // Only now: if the patch fails, the handle still holds the instance.
        if (lease is not null)
            await session.Renewer.ReleaseAsync(lease).ConfigureAwait(false);
        return Effective(lifetime, root);
    }

    /// <summary>Keeps an instance that did not become ready, and returns how long; null if that cannot be done.</summary>
    public static async Task<TimeSpan?> TryKeepFailedAsync(AllocatorSession session, HeldLease lease, TimeSpan lifetime)
    {
        using var limit = new CancellationTokenSource(LeaseTerms.Rollback, session.Time);
        try
        {
            var root = await PatchAsync(session, lease.Name, lease.Uid, lease.Version, lifetime, Annotations.FailedState, limit.Token).ConfigureAwait(false);
            return root.IsTerminating() ? null : Effective(lifetime, root);
        }
        catch (Exception failure)
        {
            // Whatever it is: it must not hide why Create failed.
            Log.NotKept(session.Logger, failure, lease.Name);
            return null;
        }
    }

    /// <summary>How a person reaches the instance and ends it before its time.</summary>
    public static string Describe(string ns, string name, TimeSpan lifetime) =>
        $"Instance {name} is kept for {DurationText.Of(lifetime)}; until then it holds its places." +
        $"\n  look at it:  kubectl -n {ns} describe pods -l {Labels.Instance}={name}" +
        $"\n               kubectl -n {ns} logs -l {Labels.Instance}={name} --all-containers" +
        $"\n  destroy it:  kubectl -n {ns} delete lease {name}";

    public static TimeSpan Checked(TimeSpan lifetime) =>
        lifetime >= LeaseTerms.Shortest && lifetime <= LeaseTerms.Longest
            ? lifetime
            : throw new AllocatorException($"An instance cannot be kept for {lifetime}: it must be between {LeaseTerms.Shortest} and {LeaseTerms.Longest}.");

    private static TimeSpan Effective(TimeSpan lifetime, JsonObject root)
    {
        var record = InstanceRecord.Read(root);
        var renewedAt = record.LeaseEndsAt - record.Lease;
        return record.Instance.EndsAt - renewedAt is { } left && left < lifetime ? left : lifetime;
    }

    private static Task<JsonObject> PatchAsync(
        AllocatorSession session, string name, string uid, string version, TimeSpan lifetime, string? state, CancellationToken cancellationToken)
    {
        var patch = RootPatch.Keeping(uid, session.Now, lifetime, state);
        return RootWrite.SendAsync(session.Client, session.Namespace, name, version, patch, cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Instance {Name}, whose creation failed, could not be kept; it is deleted")]
        public static partial void NotKept(ILogger logger, Exception failure, string name);
    }
}
