namespace Allocator.Embedded;

/// <summary>A container of a pod through all its runs.</summary>
/// <remarks>Changed in the pod's turns only; the latest runs may be read at any time.</remarks>
internal sealed class ContainerSlot(ContainerSpec spec)
{
    private volatile ContainerRun? _run;
    private volatile ContainerRun? _earlier;
    private volatile WaitingState? _waiting;
    private volatile bool _isOver = true;

    public ContainerSpec Spec { get; set; } = spec;

    public BackOff CrashBackOff { get; } = new();

    public BackOff PullBackOff { get; } = new();

    public DateTimeOffset? PullFailedAt { get; set; }

    /// <summary>The latest run; null if there was none.</summary>
    public ContainerRun? Run => _run;

    /// <summary>The run before it.</summary>
    public ContainerRun? Earlier => _earlier;

    /// <summary>Why it waits to be started again, or at all.</summary>
    public WaitingState? Waiting
    {
        get => _waiting;
        set => _waiting = value;
    }

    /// <summary>Whether the latest run goes on, as far as has been taken note of.</summary>
    public bool IsRunning => !_isOver;

    /// <summary>How the latest run ended; null while it runs, or if there was none.</summary>
    public ContainerEnd? End => _isOver ? _run?.End : null;

    /// <summary>How often it was started again.</summary>
    public int Restarts { get; private set; }

    /// <summary>Nothing is tried before that time.</summary>
    public DateTimeOffset? RetryAt { get; set; }

    /// <summary>When the run before one that the node stopped had ended: the first back-off after it counts from there.</summary>
    public DateTimeOffset? CountsFrom { get; set; }

    /// <summary>Whether it is started again whatever the restart policy says: it has another image now.</summary>
    public bool IsOutdated { get; set; }

    public IReadOnlyList<ContainerProbe> Probes { get; private set; } = [];

    /// <summary>Whether its startup probe, if any, has succeeded.</summary>
    public bool IsStarted => IsRunning && Probe(ProbeKind.Startup)?.Passes != false;

    public bool IsReady => Spec.IsInit
        ? End is { IsSuccess: true }
        : IsStarted && Probe(ProbeKind.Readiness)?.Passes != false;

    public void Begin(ContainerRun run, IReadOnlyList<ContainerProbe> probes)
    {
        if (_run is not null)
            Restarts++;
        _earlier = _run;
        _run = run;
        _waiting = null;
        Probes = probes;
        (CountsFrom, RetryAt, IsOutdated) = (null, null, false);
        _isOver = false;
    }

    /// <summary>Takes note that the run has ended, if it has.</summary>
    public bool TakeEnd()
    {
        if (_isOver || _run?.End is null)
            return false;
        _isOver = true;
        Probes = [];
        return true;
    }

    public ContainerProbe? Probe(ProbeKind kind) => Probes.FirstOrDefault(probe => probe.Kind == kind);
}
