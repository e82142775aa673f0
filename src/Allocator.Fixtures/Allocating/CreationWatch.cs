namespace Allocator;

/// <summary>Looks on while an instance is created: tells a person, notes the times, and gives up a wait that cannot end.</summary>
internal sealed class CreationWatch(TestScope scope, AllocationTimes times, TestOutput output, CancellationTokenSource giveUp) : IProgress<InstanceProgress>
{
    private TimeSpan? _waitsSince;

    /// <summary>The holders of all places, if none of them ends before this scope does.</summary>
    public IReadOnlyList<Instance> HopelessHolders { get; private set; } = [];

    public void Report(InstanceProgress value)
    {
        if (_waitsSince is { } since && value.Holders.Count == 0)
        {
            times.Waited += value.Elapsed - since;
            _waitsSince = null;
        }

        if (value.Holders.Count > 0)
        {
            _waitsSince ??= value.Elapsed;
            if (value.Holders.All(OutlivesTheWait))
            {
                HopelessHolders = value.Holders;
                giveUp.Cancel();
                return;
            }
        }

        if (value.Phase is InstancePhase.Waiting or InstancePhase.Ready)
            times.Created ??= value.Elapsed;
        if (value.Phase == InstancePhase.Ready)
            times.Ready = value.Elapsed;
        output(value.Holders.Count > 0 ? TestOutputLevel.Notice : TestOutputLevel.Detail, $"{scope.Name}: {value.Message}");
    }

    /// <summary>How long was waited, if the wait has not ended.</summary>
    public void EndAt(TimeSpan elapsed)
    {
        if (_waitsSince is { } since)
            times.Waited += elapsed - since;
        _waitsSince = null;
    }

    private bool OutlivesTheWait(Instance holder) => TestRun.Held.HolderOf(holder.Uid) is { } own && scope.IsWithin(own.Scope);
}
