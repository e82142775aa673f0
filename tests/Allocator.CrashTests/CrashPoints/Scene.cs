namespace Allocator.Crashes;

/// <summary>Who takes part in one run of an operation: the subject that is interrupted, another process of the same owner, one of another owner, and a reaper.</summary>
internal sealed class Scene(Stage stage, ServiceSetup service, PointGate gate) : IAsyncDisposable
{
    public const string Owner = "ann";

    // Those who come after need the places only: what they start is not what is examined, and takes time.
    private readonly ServiceSetup _light = service with { Template = ServiceSetup.MapOnly };
    private readonly List<Actor> _actors = [];
    private Actor? _subject;
    private Actor? _sameOwner;
    private Actor? _otherOwner;
    private Actor? _reaper;

    public Stage Stage => stage;

    /// <summary>Its wall clock is a day slow: that must not matter.</summary>
    public Actor Subject => _subject ??= Enter("subject", Owner, service, gate, TimeSpan.FromDays(-1));

    public Actor SameOwner => _sameOwner ??= Enter("same-owner", Owner, _light, new OpenGate(), TimeSpan.Zero);

    public Actor OtherOwner => _otherOwner ??= Enter("other-owner", "bob", _light, new OpenGate(), TimeSpan.FromDays(1));

    public Actor Reaper => _reaper ??= Enter("reaper", "nobody", _light, new OpenGate(), TimeSpan.Zero);

    /// <summary>A further process.</summary>
    public Actor Enter(string name, string owner) => Enter(name, owner, service, new OpenGate(), TimeSpan.Zero);

    /// <summary>Creates and tells the witness who got what.</summary>
    public async Task<InstanceHandle> CreateAsync(Actor actor, CreateOptions? options = null)
    {
        var handle = await actor.Allocator.CreateAsync(options, cancellationToken: actor.Caller);
        stage.Witness.Give(handle.Instance.Uid, actor.Owner, options?.IdempotencyKey);
        return handle;
    }

    /// <summary>Creates undisturbed, moving the clock as needed.</summary>
    public Task<InstanceHandle> CreateUndisturbedAsync(Actor actor, CreateOptions? options = null) => stage.RunAsync(CreateAsync(actor, options));

    /// <summary>Two processes want an instance each, at once. Whether they get it depends on what there is; what they get they give back.</summary>
    public async Task CompeteAsync()
    {
        var creations = new[] { TryCreateAsync(SameOwner), TryCreateAsync(OtherOwner) };
        await stage.RunAsync(Task.WhenAll(creations));
        foreach (var creation in creations)
        {
            if (await creation is { } handle)
                await stage.RunAsync(handle.DisposeAsync().AsTask());
        }
    }

    public async Task ReapAsync()
    {
        var reaping = Reaper.Reaper.ReapAsync(Reaper.Stopping);
        await stage.RunAsync(reaping);
        await reaping;
        await stage.SettleAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var actor in _actors)
            await actor.DisposeAsync();
    }

    private async Task<InstanceHandle?> TryCreateAsync(Actor actor)
    {
        try
        {
            return await CreateAsync(actor);
        }
        catch (LimitExceededException)
        {
            return null;
        }
    }

    private Actor Enter(string name, string owner, ServiceSetup setup, IRequestGate of, TimeSpan clockError)
    {
        var actor = new Actor(stage, name, owner, setup, of, clockError, new Random(_actors.Count));
        _actors.Add(actor);
        return actor;
    }
}
