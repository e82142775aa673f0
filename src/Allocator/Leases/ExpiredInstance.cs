using Microsoft.Extensions.Logging;

namespace Allocator;

/// <summary>Takes away an instance whose lease ran out. Anybody may: a renewal that was committed first wins.</summary>
internal static partial class ExpiredInstance
{
    /// <summary>Takes away all of the selected instances whose leases ran out, a page of roots at a time.</summary>
    /// <param name="session">The session.</param>
    /// <param name="roots">Which ones.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    /// <param name="stays">Is told of each that stays; null for nobody.</param>
    /// <returns>Those that this call took away.</returns>
    public static async Task<IReadOnlyList<Instance>> RemoveAllAsync(
        AllocatorSession session, ResourceSelector roots, CancellationToken cancellationToken, Action<Instance>? stays = null)
    {
        var removed = new List<Instance>();
        await foreach (var root in session.Client.ListAsync(ResourceKind.Lease, session.Namespace, roots, cancellationToken).ConfigureAwait(false))
        {
            var record = InstanceRecord.Read(root);
            var isOver = record.Instance.State != InstanceState.Deleting && session.Expiry.IsOver(record);
            if (isOver && await RemoveAsync(session, record, cancellationToken).ConfigureAwait(false))
                removed.Add(record.Instance);
            else
                stays?.Invoke(record.Instance);
        }

        return removed;
    }

    /// <summary>Whether this call took it away.</summary>
    public static async Task<bool> RemoveAsync(AllocatorSession session, InstanceRecord expired, CancellationToken cancellationToken)
    {
        if (!await ExactDelete.TryAsync(session, expired.Name, expired.Uid, expired.ResourceVersion, DeletePropagation.Foreground, cancellationToken).ConfigureAwait(false))
            return false;
        Log.Removed(session.Logger, expired.Name, expired.Instance.Owner, expired.Instance.ExpiresAt);
        AllocatorTelemetry.Expired(expired.Instance.Service);
        return true;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Removed instance {Name} of {Owner}: its time ran out at {ExpiredAt}")]
        public static partial void Removed(ILogger logger, string name, string owner, DateTimeOffset? expiredAt);
    }
}
