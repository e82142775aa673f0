using System.Diagnostics;
using System.Globalization;

namespace Allocator;

/// <summary>A process of its own that fights for places, and what it has told.</summary>
internal sealed class Fighter : IDisposable
{
    private readonly Process _process;
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Dictionary<string, Step> _loops = [];
    private readonly List<string> _failures = [];
    private readonly Lock _gate = new();
    private readonly Task _reading;
    private TaskCompletionSource _rested = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Starts a process that begins to warm up.</summary>
    public Fighter(string kubeconfig, string owner, FightPlan plan, Action<Fighter, Step> stepped)
    {
        Owner = owner;
        string[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "Allocator.TestProcess.dll"), "fight", kubeconfig, owner,
            Text((int)FightPlan.Lease.TotalSeconds), Text(plan.Rounds), string.Join(',', FightPlan.Limits),
        ];
        _process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        _reading = ReadAsync(stepped);
    }

    public string Owner { get; }

    /// <summary>Completes when it has created and destroyed once.</summary>
    public Task Ready => _ready.Task;

    /// <summary>The instances that Create has given it.</summary>
    public HashSet<string> Given { get; } = [];

    /// <summary>The instances that it was about to destroy.</summary>
    public HashSet<string> Destroyed { get; } = [];

    /// <summary>What went wrong, as it tells; only once it rests or is dead.</summary>
    public IReadOnlyList<string> Failures => _failures;

    /// <summary>Where its loops are.</summary>
    public IReadOnlyList<Step> Steps
    {
        get
        {
            lock (_gate)
                return [.. _loops.Values];
        }
    }

    public void Fight(int round, int loops, int seed)
    {
        _rested = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Tell($"fight {round} {loops} {seed}");
    }

    /// <summary>Ends the fight; returns when it holds nothing any more.</summary>
    public Task RestAsync()
    {
        Tell("rest");
        return _rested.Task;
    }

    /// <summary>Kills it as <c>kill -9</c> does, and reads what it wrote before.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        await _reading;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    private void Tell(string command)
    {
        _process.StandardInput.WriteLine(command);
        _process.StandardInput.Flush();
    }

    private async Task ReadAsync(Action<Fighter, Step> stepped)
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line is "ready")
                _ready.SetResult();
            else if (line is "rested")
                _rested.SetResult();
            else if (line.StartsWith("failed ", StringComparison.Ordinal))
                _failures.Add(line);
            else
                Note(line.Split(' '), stepped);
        }

        var ended = new InvalidOperationException($"The process of {Owner} has ended.");
        _ready.TrySetException(ended);
        _rested.TrySetException(ended);
    }

    private void Note(string[] words, Action<Fighter, Step> stepped)
    {
        var step = Enum.Parse<Step>(words[0], ignoreCase: true);
        lock (_gate)
            _loops[words[1]] = step;
        if (step == Step.Holding)
            Given.Add(words[2]);
        if (step == Step.Destroying)
            Destroyed.Add(words[2]);
        stepped(this, step);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
