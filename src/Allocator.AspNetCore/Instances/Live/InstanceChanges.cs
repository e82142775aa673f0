using System.Threading.Channels;

namespace Allocator.Server;

/// <summary>What has become of the instances that one viewer may see since it last asked; an instance that changes often is told once.</summary>
internal sealed class InstanceChanges(Caller viewer, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Channel<bool> _any = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private Dictionary<string, Instance?> _changed = new(StringComparer.Ordinal);

    /// <summary>Takes up a change, quickly.</summary>
    public void Add(ResourceWatchEvent change)
    {
        if (!viewer.Identity.IsAdministrator && change.Item.Label(Labels.Owner) != viewer.OwnerHash)
            return;
        var record = InstanceRecord.Read(change.Item);
        if (!viewer.Identity.IsAdministrator && !record.BelongsTo(viewer))
            return;
        lock (_gate)
            _changed[record.Name] = change.Change == ResourceChange.Deleted ? null : record.Instance;
        _any.Writer.TryWrite(true);
    }

    /// <summary>Waits until something has changed; false if nothing did for as long as a stream may be silent.</summary>
    public Task<bool> WaitAsync(CancellationToken cancellationToken) =>
        ServerSentEvents.EndsInTimeAsync(_any.Reader.WaitToReadAsync(cancellationToken).AsTask(), time, cancellationToken);

    /// <summary>The instances that have changed, by name; null for one that is gone.</summary>
    public IReadOnlyDictionary<string, Instance?> Take()
    {
        _any.Reader.TryRead(out _);
        lock (_gate)
        {
            var changed = _changed;
            _changed = new(StringComparer.Ordinal);
            return changed;
        }
    }
}
