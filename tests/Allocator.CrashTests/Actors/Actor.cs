using Microsoft.Extensions.DependencyInjection;

namespace Allocator.Crashes;

/// <summary>A process that allocates: a session of its own, a clock of its own, and it may die at any moment.</summary>
internal sealed class Actor : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(10);

    private readonly ServiceProvider _provider;

    // Who asks a provider twice for a service has it compile code for that, which costs more than all that an actor does.
    private readonly Lazy<IInstanceAllocator> _allocator;
    private readonly Lazy<AllocatorReaper> _reaper;
    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _death = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _asleep = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ActorClock _clock;
    private CancellationTokenSource _caller;
    private TaskCompletionSource? _sleep;

    public Actor(Stage stage, string name, string owner, ServiceSetup setup, IRequestGate gate, TimeSpan clockError, Random random)
    {
        (Name, Owner) = (name, owner);
        _clock = new ActorClock(stage.Clock, clockError);
        _caller = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        Caller = _caller.Token;
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(_clock);
        services.AddSingleton(new SessionRandom(random));
        services.AddSingleton(new ClusterClientOptions
        {
            TimeProvider = _clock,
            UserAgent = name,
            Random = random,
            WrapHandler = unused =>
            {
                unused.Dispose();
                return new ActorHandler(this, stage, gate);
            },
        });
        services.AddAllocator(options => (options.Connection, options.Identity) = (stage.Connection, owner)).AddService(setup.Name, setup.Configure);
        _provider = services.BuildServiceProvider();
        _allocator = new Lazy<IInstanceAllocator>(_provider.GetRequiredService<IInstanceAllocator>);
        _reaper = new Lazy<AllocatorReaper>(_provider.GetRequiredService<AllocatorReaper>);
    }

    public string Name { get; }

    public string Owner { get; }

    public bool IsDead => Death.IsCompleted;

    /// <summary>Completes when it dies.</summary>
    public Task Death => _death.Task;

    public bool IsAsleep => _sleep is not null;

    /// <summary>Completes when it falls asleep for the first time.</summary>
    public Task Asleep => _asleep.Task;

    public IInstanceAllocator Allocator => _allocator.Value;

    public AllocatorReaper Reaper => _reaper.Value;

    /// <summary>Cancelled when the actor is disposed: whatever it is still at is given up.</summary>
    public CancellationToken Stopping => _stopping.Token;

    /// <summary>Cancelled when the caller of what it is at gives up.</summary>
    public CancellationToken Caller { get; private set; }

    /// <summary>Another call begins.</summary>
    public void BeginCall()
    {
        _caller.Dispose();
        _caller = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        Caller = _caller.Token;
    }

    /// <summary>The caller of what it is at gives up.</summary>
    public void GiveUp() => _caller.Cancel();

    /// <summary>From now on the process sends nothing, hears nothing, and no time passes for it.</summary>
    public void Die()
    {
        _clock.Stop();
        _death.TrySetResult();
        _sleep?.TrySetResult();
    }

    /// <summary>The process stops as it is, as one of a laptop that is closed: it sends nothing, hears nothing and notices no time until it is woken.</summary>
    public void Sleep()
    {
        _clock.Sleep();
        _sleep ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _asleep.TrySetResult();
    }

    /// <summary>The process goes on.</summary>
    public void Wake()
    {
        var sleep = _sleep;
        _sleep = null;
        _clock.Wake();
        sleep?.TrySetResult();
    }

    /// <summary>Comes back when the process is awake, and not at all when it is dead.</summary>
    public async Task BeAwakeAsync(CancellationToken cancellationToken)
    {
        while (!IsDead && _sleep is { } sleep)
            await sleep.Task.WaitAsync(cancellationToken);
        if (IsDead)
            await HangAsync(cancellationToken);
    }

    /// <summary>Does not come back until the actor is disposed.</summary>
    public async Task HangAsync(CancellationToken cancellationToken)
    {
        await _end.Task.WaitAsync(cancellationToken);
        throw new ObjectDisposedException(Name, "The process is dead.");
    }

    /// <summary>Ends it without another request.</summary>
    public async ValueTask DisposeAsync()
    {
        Die();
        _end.TrySetResult();
        await _stopping.CancelAsync();
        _caller.Dispose();
        await _provider.DisposeAsync().AsTask().WaitAsync(s_patience);
    }

    public override string ToString() => $"{Name} of {Owner}";
}
