using System.Diagnostics.CodeAnalysis;
using System.Net;
using Microsoft.Extensions.Logging;

namespace Allocator.Embedded;

/// <summary>Runs one pod, from when it is bound to the node until it is gone.</summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "Without timers nothing is to dispose.")]
internal sealed partial class PodWorker
{
    private static readonly TimeSpan s_retry = TimeSpan.FromSeconds(1);

    private readonly PodRuntime _pod;
    private readonly Turns _turns;
    private readonly ContainerStarter _starter;
    private readonly ContainerStopper _stopper;
    private readonly ContainerProber _prober;
    private readonly PodStatusWriter _status;
    private readonly Action<PodWorker> _left;
    private readonly Action<PodWorker, bool> _lacksReferences;
    private readonly CancellationTokenSource _gone = new();
    private int _isNews = 1;
    private bool _isOver;

    /// <param name="parts">The node.</param>
    /// <param name="pod">The pod.</param>
    /// <param name="left">Called when the pod and all of it is gone.</param>
    /// <param name="lacksReferences">Called when it begins or ends to wait for something that the pod refers to.</param>
    public PodWorker(NodeParts parts, StoredObject pod, Action<PodWorker> left, Action<PodWorker, bool> lacksReferences)
    {
        (_left, _lacksReferences) = (left, lacksReferences);
        _turns = new(TurnAsync, parts.Core.Time, parts.Core.Activity);
        _pod = new(parts, pod, _turns.Wake);
        _starter = new(_pod);
        _stopper = new(_pod);
        _prober = new(_pod, _stopper);
        _status = new(_pod);
        (Uid, Reference) = (pod.Uid, pod.Reference);
    }

    public string Uid { get; }

    public ObjectReference Reference { get; }

    public IPAddress Address => _pod.Address;

    /// <summary>Cancelled when the pod and all of it is gone.</summary>
    public CancellationToken Gone => _gone.Token;

    public IReadOnlyList<ContainerSlot> Slots => _pod.Slots;

    /// <summary>The pod, or what it refers to, has changed.</summary>
    public void Notice()
    {
        Volatile.Write(ref _isNews, 1);
        _turns.Wake();
    }

    /// <summary>Does nothing more for now, or goes on.</summary>
    public void SetPaused(bool isPaused) => _turns.SetPaused(isPaused);

    /// <summary>Stops looking after the pod. Its containers are left to the caller.</summary>
    public async Task StopAsync()
    {
        await _turns.StopAsync().ConfigureAwait(false);
        await _gone.CancelAsync().ConfigureAwait(false);
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "The pod is looked at again.")]
    private async Task TurnAsync()
    {
        _pod.ForgetNextLook();
        try
        {
            await LookAsync().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            LogFailure(_pod.Parts.Core.Logger, Reference, e);
            Volatile.Write(ref _isNews, 1);
            _pod.LookAgainAt(_pod.Now + s_retry);
        }

        _turns.WakeAt(_pod.NextLook);
    }

    private async Task LookAsync()
    {
        var isNews = Interlocked.Exchange(ref _isNews, 0) == 1;
        // Before anything is read: what comes from now on is told.
        _lacksReferences(this, true);
        var stored = _pod.Parts.Core.Store.Find(Reference);
        var isThere = stored?.Uid == Uid;
        if (isThere)
            _pod.Pod = stored!;
        if (TakeEnds() && isThere && !_isOver)
            _status.Write();
        if (isThere)
            await LookAfterAsync(isNews).ConfigureAwait(false);
        else
            _stopper.StopAll(PodRuntime.ShortestGrace, isTold: false);
        _stopper.KillOverdue();
        _lacksReferences(this, isThere && !_isOver && _starter.LacksReferences);
        if (!isThere && !_pod.AnyRuns)
            Leave();
    }

    private async Task LookAfterAsync(bool isNews)
    {
        if (_status.Phase == PodPhase.Pending && !_pod.IsPrepared)
            _status.Write();
        _prober.TakeOutcomes();
        if (_pod.Pod.IsTerminating)
        {
            _stopper.StopAll(_pod.DeletionGracePeriod);
        }
        else if (!_isOver && !IsOverdue())
        {
            _stopper.StopOutdated();
            await _starter.AdvanceAsync(isNews).ConfigureAwait(false);
            _prober.BeginDue();
        }

        if (!_isOver)
        {
            _status.Write();
            _isOver = PodPhase.IsFinal(_status.Phase);
        }

        if (_pod.Pod.IsTerminating && !_pod.AnyRuns)
            _pod.Parts.Core.Operations.Delete(_pod.Pod, gracePeriodSeconds: 0);
    }

    private bool TakeEnds()
    {
        var any = false;
        foreach (var slot in _pod.Slots)
            any |= _pod.TakeEnd(slot);
        return any;
    }

    private bool IsOverdue()
    {
        if (_pod.Pod.Json.Member("spec").Number("activeDeadlineSeconds") is not { } seconds)
            return false;
        var deadline = _pod.StartTime.AddSeconds(seconds);
        if (deadline > _pod.Now)
        {
            _pod.LookAgainAt(deadline);
            return false;
        }

        const string message = "Pod was active on the node longer than the specified deadline";
        _pod.Tell(false, "DeadlineExceeded", message);
        _status.WriteDeadlineExceeded(message);
        _isOver = true;
        _stopper.StopAll(_pod.GracePeriod);
        return true;
    }

    private void Leave()
    {
        _turns.Dispose();
        _ = _gone.CancelAsync();
        _pod.Parts.Addresses.Return(_pod.Address);
        NodeDirectories.TryDelete(_pod.Parts.Directories.Pod(Uid));
        _left(this);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The node failed on {Pod}; it looks again in a second")]
    private static partial void LogFailure(ILogger logger, ObjectReference pod, Exception failure);
}
