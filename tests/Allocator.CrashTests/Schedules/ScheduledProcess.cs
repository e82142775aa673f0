namespace Allocator.Crashes;

/// <summary>A process of a schedule: it does one thing after the other, whatever comes of it.</summary>
internal sealed class ScheduledProcess(Stage stage, Actor actor, bool hasPods, Random random)
{
    private static readonly string[] s_keys = ["one", "two"];
    private static readonly InstanceCall[] s_calls = [InstanceCall.Suspend, InstanceCall.Resume, InstanceCall.ResetDisk];

    private readonly List<InstanceHandle> _handles = [];

    public Actor Actor => actor;

    /// <summary>What it is at.</summary>
    public Task Work { get; private set; } = Task.CompletedTask;

    /// <summary>How many calls of Suspend, Resume and ResetDisk have come to their end.</summary>
    public int CallsDone { get; private set; }

    public bool IsIdle => Work.IsCompleted && actor is { IsDead: false, IsAsleep: false };

    /// <summary>Begins something.</summary>
    /// <returns>What.</returns>
    public string Begin()
    {
        actor.BeginCall();
        var (what, work) = Choose();
        Work = SurviveAsync(work);
        return what;
    }

    /// <summary>Creates an instance, if there is a place.</summary>
    public Task CreateAsync() => Work = SurviveAsync(() => CreateAsync(new()));

    /// <summary>The caller of what it is at gives up.</summary>
    public void Cancel() => actor.GiveUp();

    /// <summary>Destroys what it holds.</summary>
    public Task EndAsync() => SurviveAsync(async () =>
    {
        foreach (var handle in _handles)
            await handle.DisposeAsync();
    });

    private (string What, Func<Task> Work) Choose()
    {
        if (hasPods && random.Next(3) > 0 && stage.Witness.Live.Where(instance => instance.Owner == actor.Owner).ToList() is { Count: > 0 } live)
        {
            var (call, name) = (s_calls[random.Next(s_calls.Length)], live[random.Next(live.Count)].Name);
            return ($"{call} of {name}", () => CallAsync(call, name));
        }

        var held = _handles.Count == 0 ? null : _handles[random.Next(_handles.Count)];
        return random.Next(held is null ? 5 : 9) switch
        {
            0 or 1 => ("create", () => CreateAsync(new())),
            2 => ("create, and wait for a place", () => CreateAsync(new() { PlaceTimeout = TimeSpan.FromSeconds(random.Next(5, 90)) })),
            3 => ("create by key", () => CreateAsync(new() { IdempotencyKey = s_keys[random.Next(s_keys.Length)] })),
            4 => ("reap", () => actor.Reaper.ReapAsync(actor.Caller)),
            5 => ("destroy by name", () => actor.Allocator.DestroyAsync(held!.Name, cancellationToken: actor.Caller)),
            6 => ("keep", () => held!.KeepAsync(TimeSpan.FromSeconds(random.Next(10, 40)), actor.Caller)),
            _ => ("dispose", () => DisposeAsync(held!)),
        };
    }

    private async Task CreateAsync(CreateOptions options)
    {
        var handle = await actor.Allocator.CreateAsync(options, cancellationToken: actor.Caller);
        stage.Witness.Give(handle.Instance.Uid, actor.Owner, options.IdempotencyKey);
        _handles.Add(handle);
    }

    private async Task CallAsync(InstanceCall call, string name)
    {
        var disks = stage.View(name).Disks;
        await call.RunAsync(actor, name, actor.Caller);
        CallsDone++;
        if (call == InstanceCall.ResetDisk && stage.View(name).Disks.Any(disks.Contains))
            throw new ViolationException($"{name} has the disk that it had before it was reset.");
    }

    private async Task DisposeAsync(InstanceHandle handle)
    {
        _handles.Remove(handle);
        await handle.DisposeAsync();
    }

    /// <summary>What the cluster, a limit or the caller refuses is in order; everything else is a fault of the allocator.</summary>
    private async Task SurviveAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (AllocatorException)
        {
        }
        catch (OperationCanceledException) when (actor.Caller.IsCancellationRequested)
        {
        }
        catch (ObjectDisposedException) when (actor.IsDead)
        {
        }
    }
}
