using Microsoft.Extensions.Logging;

namespace Allocator;

/// <summary>Takes away an instance whose lease ran out. Anybody may: a renewal that was committed first wins.</summary>
internal static partial class ExpiredInstance
{
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
        [LoggerMessage(LogLevel.Information, "Removed instance {Name} of {Owner}: its lease ran out at {ExpiredAt}")]
        public static partial void Removed(ILogger logger, string name, string owner, DateTimeOffset? expiredAt);
    }
}
