namespace Allocator;

/// <summary>The processes that fight, and spare ones that are warm when one is killed.</summary>
internal sealed class Arena(string kubeconfig, FightPlan plan) : IDisposable
{
    public const int Processes = 8;
    private const int Spares = 3;

    // On a busy machine a process may be starved for long, but not for ever.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    private readonly Queue<Fighter> _spares = [];
    private readonly List<Fighter> _fighters = [];
    private readonly List<Fighter> _all = [];
    private volatile Awaited? _awaited;

    /// <summary>All that ever fought.</summary>
    public IReadOnlyList<Fighter> All => _all;

    /// <summary>Those that were killed, one in each round.</summary>
    public List<(int Round, Fighter Victim)> Killed { get; } = [];

    public async Task OpenAsync()
    {
        for (var process = 0; process < Processes + Spares; process++)
            StartSpare();
        while (_fighters.Count < Processes)
            _fighters.Add(await TakeSpareAsync());
    }

    /// <summary>One round: all fight for the places of a service, one is killed, the others end what they do, and another takes its place.</summary>
    public async Task FightAsync(int round, Random chance)
    {
        foreach (var fighter in _fighters)
            fighter.Fight(round, FightPlan.LoopsOf(round, Processes), chance.Next());
        await PauseAsync(chance, 150);
        var victim = await MeetAsync(FightPlan.StepOf(round));
        await PauseAsync(chance, 25);
        await victim.KillAsync();
        Killed.Add((round, victim));
        await PauseAsync(chance, 50);

        _fighters.Remove(victim);
        await Task.WhenAll(_fighters.Select(fighter => fighter.RestAsync())).WaitAsync(s_patience);
        Assert.Empty(_fighters.Append(victim).SelectMany(fighter => fighter.Failures));
        StartSpare();
        _fighters.Add(await TakeSpareAsync());
    }

    public void Dispose() => _all.ForEach(fighter => fighter.Dispose());

    /// <summary>The first process that takes this step from now on.</summary>
    private async Task<Fighter> MeetAsync(Step step)
    {
        var met = new TaskCompletionSource<Fighter>(TaskCreationOptions.RunContinuationsAsynchronously);
        _awaited = new Awaited(step, met);
        return await met.Task.WaitAsync(s_patience);
    }

    private void StartSpare()
    {
        var fighter = new Fighter(kubeconfig, $"owner-{_all.Count}", plan, Stepped);
        _all.Add(fighter);
        _spares.Enqueue(fighter);
    }

    private async Task<Fighter> TakeSpareAsync()
    {
        var spare = _spares.Dequeue();
        await spare.Ready.WaitAsync(s_patience);
        return spare;
    }

    private void Stepped(Fighter fighter, Step step)
    {
        if (_awaited is { } awaited && awaited.Step == step)
            awaited.Met.TrySetResult(fighter);
    }

    private static Task PauseAsync(Random chance, int most) => Task.Delay(chance.Next(most), TestContext.Current.CancellationToken);

    private sealed record Awaited(Step Step, TaskCompletionSource<Fighter> Met);
}
