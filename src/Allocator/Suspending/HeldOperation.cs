using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;

namespace Allocator;

/// <summary>
/// An operation that this process has recorded on the root. Every write of the root has the version that was read in its body, and is repeated only while the root has this operation's token:
/// so nothing is ever written over what another process has recorded. Signs of life go on until it has ended.
/// </summary>
internal sealed partial class HeldOperation : IAsyncDisposable
{
    private const int MostAttempts = 12;

    private readonly AllocatorSession _session;
    private readonly InstanceRecord _instance;
    private readonly OperationRecord _operation;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _lost = new();
    private string _resourceVersion;
    private Task _signsOfLife = Task.CompletedTask;
    private AllocatorException? _lostBecause;
    private bool _isOver;

    public HeldOperation(AllocatorSession session, InstanceRecord instance, OperationRecord operation)
    {
        (_session, _instance, _operation, _resourceVersion) = (session, instance, operation, instance.ResourceVersion);
        Lost = _lost.Token;
    }

    public string Token => _operation.Token;

    /// <summary>Cancelled when the instance is gone or another process has taken over.</summary>
    public CancellationToken Lost { get; }

    public void ThrowIfLost()
    {
        if (_lostBecause is { } why)
            throw why;
    }

    /// <summary>Records the intention; false if the root has changed since it was read: nothing has been changed then.</summary>
    public async Task<bool> TryBeginAsync(OperationGoal goal, CancellationToken cancellationToken)
    {
        var annotations = new JsonObject
        {
            [Annotations.State] = goal.State(),
            [Annotations.Operation] = _operation.Serialize(),
            [Annotations.OperationUntil] = NewUntil(),
        };
        if (!await TryPatchAsync(annotations, cancellationToken).ConfigureAwait(false)
            && (await ReadAsync(cancellationToken).ConfigureAwait(false)).Operation?.Token != Token)
        {
            _isOver = true;
            return false;
        }

        _signsOfLife = GiveSignsOfLifeAsync();
        return true;
    }

    /// <summary>Makes sure that nobody has taken over: whatever was read before this call is then fit to be written with its version.</summary>
    public async Task VerifyAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await RefreshAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Records that it is done.</summary>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        await StopSignsOfLifeAsync().ConfigureAwait(false);
        var annotations = new JsonObject
        {
            [Annotations.State] = _operation.Runs ? Annotations.ReadyState : Annotations.SuspendedState,
            [Annotations.Operation] = (_operation with { Claims = [] }).Serialize(),
            [Annotations.OperationUntil] = null,
        };
        await PatchAsync(annotations, cancellationToken).ConfigureAwait(false);
        _isOver = true;
    }

    /// <summary>If it has not come to its end: says at once that nobody is at it any more, so that the next call need not wait.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopSignsOfLifeAsync().ConfigureAwait(false);
        if (!_isOver && _lostBecause is null)
            await GiveUpAsync().ConfigureAwait(false);
        _turn.Dispose();
        _stopping.Dispose();
        _lost.Dispose();
    }

    private async Task GiveUpAsync()
    {
        using var limit = new CancellationTokenSource(LeaseTerms.Rollback, _session.Time);
        try
        {
            await PatchAsync(new JsonObject { [Annotations.OperationUntil] = null }, limit.Token).ConfigureAwait(false);
        }
        catch (AllocatorException over) when (over is InstanceLostException or InstanceBusyException)
        {
        }
        catch (Exception failure)
        {
            // Whatever it is: it must not hide why the operation has ended. The next call waits a little longer.
            Log.NotGivenUp(_session.Logger, failure, _instance.Name);
        }
    }

    private async Task GiveSignsOfLifeAsync()
    {
        try
        {
            while (true)
            {
                await Task.Delay(LeaseTerms.RenewalInterval(LeaseTerms.Operation), _session.Time, _stopping.Token).ConfigureAwait(false);
                try
                {
                    await PatchAsync(new JsonObject { [Annotations.OperationUntil] = NewUntil() }, _stopping.Token).ConfigureAwait(false);
                }
                catch (KubernetesException failure)
                {
                    Log.SignOfLifeFailed(_session.Logger, failure, _instance.Name);
                }
            }
        }
        catch (OperationCanceledException)
        {
        }
        catch (AllocatorException over)
        {
            _lostBecause = over;
            await _lost.CancelAsync().ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            // Credentials' own failures, for example. Without signs of life the operation still is what it was: who takes over is noticed at the next write.
            Log.SignOfLifeFailed(_session.Logger, failure, _instance.Name);
        }
    }

    private async Task StopSignsOfLifeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _signsOfLife.ConfigureAwait(false);
    }

    private async Task PatchAsync(JsonObject annotations, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            for (var attempt = 1; !await TryPatchAsync(annotations, cancellationToken).ConfigureAwait(false); attempt++)
            {
                // A renewal of the instance's lease, most probably; or the answer to the first attempt was lost.
                if (attempt == MostAttempts)
                    throw InstanceBusyException.Changing(_instance);
                if (attempt > 1)
                    await _session.BackOffAsync(attempt, cancellationToken).ConfigureAwait(false);
                await RefreshAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>False if the root is not at the version that was read.</summary>
    private async Task<bool> TryPatchAsync(JsonObject annotations, CancellationToken cancellationToken)
    {
        var patch = new JsonObject
        {
            ["metadata"] = new JsonObject { ["uid"] = _instance.Uid, ["resourceVersion"] = _resourceVersion, ["annotations"] = annotations.DeepClone() },
        };
        try
        {
            var root = await _session.Client.PatchAsync(ResourceKind.Lease, _session.Namespace, _instance.Name, PatchKind.Merge, patch, null, cancellationToken).ConfigureAwait(false);
            if (root.IsTerminating())
                throw new InstanceLostException(_instance.Name, "it is being deleted");
            _resourceVersion = root.ResourceVersion();
            return true;
        }
        catch (KubernetesException gone) when (RootPatch.MeansLost(gone))
        {
            throw new InstanceLostException(_instance.Name, "somebody deleted it");
        }
        catch (KubernetesException changed) when (changed.IsConflict)
        {
            return false;
        }
    }

    private async Task RefreshAsync(CancellationToken cancellationToken)
    {
        var now = await ReadAsync(cancellationToken).ConfigureAwait(false);
        if (now.Operation?.Token != Token)
            throw InstanceBusyException.TakenOver(now);
    }

    private async Task<InstanceRecord> ReadAsync(CancellationToken cancellationToken)
    {
        var now = await OperationReader.ReadAsync(_session, _instance.Name, _instance.Uid, cancellationToken).ConfigureAwait(false);
        if (now.Instance.State == InstanceState.Deleting)
            throw new InstanceLostException(_instance.Name, "it is being deleted");
        _resourceVersion = now.ResourceVersion;
        return now;
    }

    private string NewUntil() => _operation.Until(_session.Now + LeaseTerms.Operation);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "That this process is still at instance {Name} could not be recorded; trying again")]
        public static partial void SignOfLifeFailed(ILogger logger, Exception failure, string name);

        [LoggerMessage(LogLevel.Warning, "That this process is no longer at instance {Name} could not be recorded; the next call has to wait until that is believed")]
        public static partial void NotGivenUp(ILogger logger, Exception failure, string name);
    }
}
