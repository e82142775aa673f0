using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Allocator.Tool;

/// <summary>What a terminal shows of an operation: its phases with their times, the pods, the last events.</summary>
internal sealed class ProgressPicture(TimeProvider time)
{
    private const int ShownEvents = 3;

    private readonly Lock _gate = new();
    private readonly List<Phase> _phases = [];
    private readonly Queue<InstanceEvent> _events = new();
    private InstanceProgress? _last;
    private string? _notice;
    private bool _interrupted;

    public void Report(InstanceProgress progress)
    {
        lock (_gate)
        {
            if (_last?.Phase != progress.Phase)
            {
                EndPhase(succeeded: true);
                _phases.Add(new Phase(progress.Phase, time.GetTimestamp()));
            }

            (_last, _notice) = (progress, null);
        }
    }

    public void Report(InstanceEvent seen)
    {
        lock (_gate)
        {
            _events.Enqueue(seen);
            if (_events.Count > ShownEvents)
                _events.Dequeue();
        }
    }

    /// <summary>Shows a text until there is progress again.</summary>
    public void Notice(string notice)
    {
        lock (_gate)
            _notice = notice;
    }

    public void Interrupt()
    {
        lock (_gate)
            _interrupted = true;
    }

    public void End(bool succeeded)
    {
        lock (_gate)
        {
            EndPhase(succeeded);
            _events.Clear();
            _notice = null;
        }
    }

    public IRenderable Draw()
    {
        lock (_gate)
        {
            List<IRenderable> rows = [.. _phases.Select(Line)];
            rows.AddRange(_events.Select(seen => new Text(EventLine.Of(seen), seen.Type == "Warning" ? new Style(Color.Yellow) : new Style(decoration: Decoration.Dim))));
            if (_interrupted && _phases is [.., { Took: null }])
                rows.Add(new Text("Interrupted: ending what was begun.", new Style(Color.Yellow)));
            if (_phases.Count == 0)
                rows.Add(new Text("Connecting"));
            if (_notice is not null)
                rows.Add(new Text(Cell.Of(_notice), new Style(Color.Yellow)));

            // A live picture of a single line would climb: going up by no lines is, for a terminal, going up by one.
            if (rows.Count == 1)
                rows.Add(new Text(" "));
            return new Rows(rows);
        }
    }

    private Text Line(Phase phase)
    {
        var took = phase.Took ?? time.GetElapsedTime(phase.Since);
        var (mark, style) = phase switch
        {
            { Took: null } => ("·", Style.Plain),
            { Succeeded: true } => ("✓", new Style(Color.Green)),
            _ => ("✗", new Style(Color.Red)),
        };
        var now = phase.Took is null && _last is { } last ? $"  {Pods(last)}{Cell.Of(last.Message)}" : "";
        return new Text(string.Create(CultureInfo.InvariantCulture, $"{mark} {phase.Name,-10}{took.TotalSeconds,6:0.0} s{now}"), style);
    }

    private static string Pods(InstanceProgress progress) => progress.PodsTotal > 0 ? $"[{progress.PodsReady}/{progress.PodsTotal} pods] " : "";

    private void EndPhase(bool succeeded)
    {
        if (_phases is [.., { Took: null } last])
            _phases[^1] = last with { Took = time.GetElapsedTime(last.Since), Succeeded = succeeded };
    }

    private sealed record Phase(InstancePhase Name, long Since)
    {
        public TimeSpan? Took { get; init; }

        public bool Succeeded { get; init; }
    }
}
