using System.Globalization;

namespace Allocator.Crashes;

/// <summary>Several processes at once. In what order their requests arrive, what goes wrong and when time passes, the seed decides.</summary>
internal sealed class Schedule : IAsyncDisposable
{
    private const int Steps = 70;
    private const int StepsWithPods = 120;

    private static readonly string[] s_owners = ["ann", "bob", "eve"];
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_anyLease = TimeSpan.FromSeconds(130);

    private readonly Stage _stage;
    private readonly Random _random;
    private readonly ServiceSetup _setup;
    private readonly ScheduleGate _gate = new();
    private readonly List<ScheduledProcess> _processes = [];
    private readonly List<ScheduledProcess> _buried = [];
    private readonly List<Actor> _actors = [];
    private readonly int _troubles;
    private IDisposable? _frozen;

    public Schedule(Stage stage, int seed)
    {
        (_stage, _random) = (stage, new Random(seed));
        _setup = new ServiceSetup
        {
            Template = Pick(ServiceSetup.MapOnly, ServiceSetup.MapOnly, ServiceSetup.Workload),
            PerOwner = Pick<int?>(null, 1, 1, 2),
            All = Pick<int?>(null, 1, 1, 2, 3),
        };
        _setup = _setup with { Lease = TimeSpan.FromSeconds(_setup.HasPods ? Pick(20, 40, 90) : Pick(10, 20, 40)) };
        _troubles = Pick(0, 5, 15);
        stage.Call(_setup);
        for (var i = _random.Next(2, 5); i > 0; i--)
            Enter();
        Note($"limits {_setup.PerOwner?.ToString(CultureInfo.InvariantCulture) ?? "-"} and {_setup.All?.ToString(CultureInfo.InvariantCulture) ?? "-"}, lease {_setup.Lease.TotalSeconds} s, {(_setup.HasPods ? "pods" : "no pods")}, {_troubles} % trouble");
    }

    /// <summary>What happened, step by step.</summary>
    public List<string> Trace { get; } = [];

    /// <summary>How many calls of Suspend, Resume and ResetDisk have come to their end.</summary>
    public int CallsDone => _processes.Concat(_buried).Sum(process => process.CallsDone);

    public async Task RunAsync()
    {
        if (_setup.HasPods)
            await PrepareAsync();
        _gate.Close();
        for (var step = 0; step < (_setup.HasPods ? StepsWithPods : Steps); step++)
        {
            await _stage.SettleAsync();
            ThrowIfFailed();
            Next();
        }

        await EndAsync();
        await ProveFreeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _frozen?.Dispose();
        foreach (var actor in _actors)
            await actor.DisposeAsync();
    }

    /// <summary>What takes many requests is there before anything is in its way; how it comes about undisturbed and disturbed is the others' subject.</summary>
    private async Task PrepareAsync()
    {
        foreach (var process in _processes)
        {
            Note($"{process.Actor} creates, if there is a place");
            await _stage.RunAsync(process.CreateAsync());
        }
    }

    private void Next()
    {
        var chance = _random.Next(100);
        var idle = _processes.Where(process => process.IsIdle).ToList();
        if (chance < 2)
            Freeze();
        else if (chance < 4)
            Kill(_processes[_random.Next(_processes.Count)]);
        else if (chance < 6)
            Cancel(_processes[_random.Next(_processes.Count)]);
        else if (chance < 9)
            Doze(_processes[_random.Next(_processes.Count)]);
        else if (chance < 27 && idle.Count > 0)
            Begin(idle[_random.Next(idle.Count)]);
        else if (chance < 85 && _gate.Parked.Count > 0)
            Release(_setup.HasPods ? Pick(1, 1, 3) : 1);
        else
            Wait();
    }

    private void Freeze()
    {
        Note(_frozen is null ? "garbage collection stops" : "garbage collection goes on");
        if (_frozen is null)
            _frozen = _stage.Cluster.Faults.FreezeGarbageCollector();
        else
            Thaw();
    }

    private void Thaw()
    {
        _frozen?.Dispose();
        _frozen = null;
    }

    /// <summary>Another process comes in its place.</summary>
    private void Kill(ScheduledProcess process)
    {
        Note($"{process.Actor.Name} dies");
        process.Actor.Die();
        Bury(process);
    }

    private void Bury(ScheduledProcess process)
    {
        _processes.Remove(process);
        _buried.Add(process);
        Enter();
    }

    private void Cancel(ScheduledProcess process)
    {
        Note($"{process.Actor.Name}'s caller gives up");
        process.Cancel();
    }

    private void Doze(ScheduledProcess process)
    {
        Note($"{process.Actor.Name} {(process.Actor.IsAsleep ? "goes on" : "stops")}");
        if (process.Actor.IsAsleep)
            process.Actor.Wake();
        else
            process.Actor.Sleep();
    }

    private void Begin(ScheduledProcess process) => Note($"{process.Actor} begins: {process.Begin()}");

    private void Release(int requests)
    {
        for (; requests > 0 && _gate.Parked.Count > 0; requests--)
            Release();
        foreach (var dead in _processes.Where(process => process.Actor.IsDead).ToList())
            Bury(dead);
    }

    private void Release()
    {
        var parked = _gate.Parked[_random.Next(_gate.Parked.Count)];
        PointFault? fault = null;
        if (_random.Next(100) < _troubles)
        {
            var faults = Sabotage.FaultsOf(parked.Request);
            fault = faults[_random.Next(faults.Count)];
        }

        Note($"{parked}{(fault is null ? "" : $" - {fault}")}");
        if (_random.Next(100) < _troubles / 5)
            _gate.Lose(parked);
        else
            _gate.Release(parked, fault);
    }

    private void Wait()
    {
        _stage.Step(TimeSpan.FromSeconds(Pick(1, 5, 5, 20)));
        Note($"it is {_stage.Clock.GetUtcNow():T}");
    }

    private void Enter()
    {
        var actor = new Actor(
            _stage, $"p{_actors.Count}", s_owners[_random.Next(s_owners.Length)], _setup, _gate, TimeSpan.FromHours(_random.Next(-30, 30)), new Random(_random.Next()));
        _actors.Add(actor);
        _processes.Add(new ScheduledProcess(_stage, actor, _setup.HasPods, _random));
    }

    private void ThrowIfFailed()
    {
        if (_processes.Find(process => process.Work.IsFaulted) is { } failed)
            throw new ViolationException($"{failed.Actor} failed: {failed.Work.Exception!.InnerException}");
    }

    /// <summary>The troubles are over: everybody comes to an end, and what is left of the dead runs out.</summary>
    private async Task EndAsync()
    {
        Note("the troubles are over");
        Thaw();
        foreach (var process in _processes)
            process.Actor.Wake();
        _gate.Open();
        await _stage.RunAsync(Task.WhenAll(_processes.Select(process => process.Work)));
        ThrowIfFailed();
        if (_setup.HasPods)
            await ConvergeAsync();
        foreach (var process in _processes)
        {
            if (_random.Next(2) == 0)
                await _stage.RunAsync(process.EndAsync());
            process.Actor.Die();
        }

        var reaper = Fresh("nobody");
        for (var round = 0; round < 2; round++)
        {
            await _stage.PassAsync(s_anyLease);
            await _stage.RunAsync(reaper.Reaper.ReapAsync(reaper.Stopping));
        }

        await _stage.SettleAsync();
        AssertNothingIsLeft();
    }

    /// <summary>Whatever was begun with an instance, its owner can have it run again.</summary>
    private async Task ConvergeAsync()
    {
        foreach (var instance in _stage.Witness.Live.Where(live => _stage.View(live.Name).State is "suspending" or "suspended" or "resuming" or "resetting"))
        {
            var actor = Fresh(instance.Owner);
            while (!await TryResumeAsync(actor, instance.Name))
                await _stage.PassAsync(s_pause);
        }
    }

    /// <returns>False if another call is in its way.</returns>
    private async Task<bool> TryResumeAsync(Actor actor, string name)
    {
        Note($"{actor} resumes {name}");
        var resuming = actor.Allocator.ResumeAsync(name, cancellationToken: actor.Stopping);
        await _stage.RunAsync(resuming);
        try
        {
            await resuming;
            if (_stage.Witness.Live.Any(live => live.Name == name))
                _stage.View(name).Require("ready", 1);
            return true;
        }
        catch (InstanceBusyException)
        {
            return false;
        }
        catch (AllocatorException failure) when (failure is InstanceLostException or InstanceNotFoundException)
        {
            return true;
        }
    }

    /// <summary>All places can be had.</summary>
    private async Task ProveFreeAsync()
    {
        var handles = new List<InstanceHandle>();
        for (var i = 0; i < (_setup.All ?? 1); i++)
        {
            var actor = Fresh($"owner-{i}");
            handles.Add(await _stage.RunAsync(actor.Allocator.CreateAsync(cancellationToken: actor.Stopping)));
        }

        foreach (var handle in handles)
            await _stage.RunAsync(handle.DisposeAsync().AsTask());
        await _stage.SettleAsync();
        AssertNothingIsLeft();
    }

    private void AssertNothingIsLeft()
    {
        if (_stage.Witness.Leftovers() is { Count: > 0 } left)
            throw new ViolationException($"Left behind: {string.Join(", ", left)}.");
    }

    private Actor Fresh(string owner)
    {
        var actor = new Actor(_stage, $"p{_actors.Count}", owner, _setup, new OpenGate(), default, new Random(_random.Next()));
        _actors.Add(actor);
        return actor;
    }

    private void Note(string what) => Trace.Add(string.Create(CultureInfo.InvariantCulture, $"{Trace.Count,3} {what}"));

    private T Pick<T>(params ReadOnlySpan<T> choices) => choices[_random.Next(choices.Length)];
}
