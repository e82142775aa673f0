using Allocator.Readiness;
using Microsoft.Extensions.Logging.Abstractions;

namespace Allocator.Tests.Readiness;

/// <summary>Plays a recording against a clock that stands still between the changes, and looks at the instance whenever the waiter would.</summary>
internal sealed class Replay
{
    private static readonly TimeSpan AfterTheEnd = TimeSpan.FromSeconds(120);
    private readonly ManualTimeProvider _time = new();
    private readonly InstanceAssessor _assessor;
    private bool _woken;

    public Replay(Recording recording, ReadinessOptions? options = null)
    {
        options ??= new ReadinessOptions();
        var instance = new AwaitedInstance("kv", "kv", recording.Created, new PhaseClock(_time), SecretRedactor.None);
        var suspicions = new SuspicionBoard(Objects, _time, () => _woken = true, NullLogger.Instance, CancellationToken.None);
        _assessor = new InstanceAssessor(instance, Objects, suspicions, options, _time);
        Run(recording);
    }

    public RecordedObjects Objects { get; } = new();

    /// <summary>The last look: ready, failed, or still waiting long after the recording's end.</summary>
    public Assessment Last { get; private set; } = new(false, null, null, "", 0, 0);

    /// <summary>When the last look was.</summary>
    public TimeSpan At { get; private set; }

    /// <summary>What the looks showed, each message once.</summary>
    public List<string> Messages { get; } = [];

    private bool IsOver => Last.IsReady || Last.Failure is not null;

    private void Run(Recording recording)
    {
        Look();
        foreach (var change in recording.Changes)
        {
            AdvanceTo(change.At);
            if (IsOver)
                return;
            Objects.Apply(change);
            Look();
            if (IsOver)
                return;
        }
        AdvanceTo(At + AfterTheEnd);
    }

    private void AdvanceTo(TimeSpan end)
    {
        while (!IsOver && Last.NextLook is { } next && At + next <= end)
        {
            Move(At + next);
            Look();
        }
        if (!IsOver)
            Move(end);
    }

    private void Move(TimeSpan at)
    {
        _time.Advance(at - At);
        At = at;
    }

    private void Look()
    {
        do
        {
            _woken = false;
            Last = _assessor.Look();
            if (Messages.LastOrDefault() != Last.Message)
                Messages.Add(Last.Message);
        }
        while (_woken && !IsOver);
    }
}
