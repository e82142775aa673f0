namespace Allocator.Crashes;

/// <summary>The instance of the key is there and ready, and the process that created it is dead: the subject takes it over.</summary>
internal sealed class TakeOverByKey : Operation
{
    private static readonly CreateOptions s_options = new() { IdempotencyKey = "key" };

    private string? _created;

    public override ServiceSetup Service { get; } = new() { PerOwner = 1, All = 1 };

    public override int FewestPoints => 41;

    public override async Task PrepareAsync(Scene scene)
    {
        var dead = scene.Enter("dead", Scene.Owner);
        _created = (await scene.CreateUndisturbedAsync(dead, s_options)).Instance.Uid;
        dead.Die();
    }

    public override async Task RunAsync(Scene scene)
    {
        var taken = await scene.CreateAsync(scene.Subject, s_options);
        if (_created is not null && taken.Instance.Uid != _created)
            throw new ViolationException("The key gave another instance while the first was there.");
    }

    public override async Task RepeatAsync(Scene scene)
    {
        var again = await scene.CreateUndisturbedAsync(scene.SameOwner, s_options);
        await scene.Stage.RunAsync(again.DisposeAsync().AsTask());
        _created = null;
    }
}
