using Microsoft.Extensions.Logging;

namespace Allocator;

/// <summary>Undoes a Create that failed: deleting the root deletes all that belongs to it.</summary>
internal static partial class Rollback
{
    /// <summary>Deletes the root under a time limit of its own. Should that fail too, the creation lease runs out and whoever comes next removes it.</summary>
    public static async Task DeleteAsync(AllocatorSession session, string name, string uid)
    {
        using var limit = new CancellationTokenSource(LeaseTerms.Rollback, session.Time);
        try
        {
            var exactly = new ResourceDelete { Uid = uid, Propagation = DeletePropagation.Foreground };
            await PassingConflict.OutlastAsync(
                session, () => session.Client.DeleteAsync(ResourceKind.Lease, session.Namespace, name, exactly, limit.Token), limit.Token).ConfigureAwait(false);
        }
        catch (KubernetesException gone) when (gone.IsNotFound || PassingConflict.IsOtherUid(gone))
        {
        }
        catch (Exception failure)
        {
            // Whatever it is: it must not hide why Create failed.
            Log.Failed(session.Logger, failure, name, (LeaseTerms.Creation + LeaseTerms.Margin).TotalSeconds);
        }
    }

    /// <summary>Waits for a claim whose caller has given up, and deletes what it created.</summary>
    public static async Task AbandonAsync(AllocatorSession session, Task<RootClaim?> claiming)
    {
        try
        {
            if (await claiming.ConfigureAwait(false) is { IsOurs: true } claim)
                await DeleteAsync(session, claim.Root.Name(), claim.Root.Uid()).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            Log.Unknown(session.Logger, failure, (LeaseTerms.Creation + LeaseTerms.Margin).TotalSeconds);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Instance {Name}, whose creation failed, could not be deleted. Its lease runs out in {Seconds} s; then whoever may delete it does so when it needs the place")]
        public static partial void Failed(ILogger logger, Exception failure, string name, double seconds);

        [LoggerMessage(LogLevel.Warning, "It is not known whether a cancelled creation left a record. If it did, its lease runs out in {Seconds} s; then any Create that needs the place removes it")]
        public static partial void Unknown(ILogger logger, Exception failure, double seconds);
    }
}
