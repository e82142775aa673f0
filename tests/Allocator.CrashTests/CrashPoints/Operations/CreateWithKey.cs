namespace Allocator.Crashes;

/// <summary>A second Create with the key, by another process of the owner, gives the same instance while it lives, and one anyhow.</summary>
internal sealed class CreateWithKey : Operation
{
    private static readonly CreateOptions s_options = new() { IdempotencyKey = "key" };

    private string? _created;

    public override ServiceSetup Service { get; } = new() { PerOwner = 1, All = 1 };

    public override int FewestPoints => 72;

    public override async Task RunAsync(Scene scene) => _created = (await scene.CreateAsync(scene.Subject, s_options)).Instance.Uid;

    public override async Task RepeatAsync(Scene scene)
    {
        var again = await scene.CreateUndisturbedAsync(scene.SameOwner, s_options);
        if (_created is not null && again.Instance.Uid != _created)
            throw new ViolationException("The same key gave another instance while the first was there.");
        var onceMore = await scene.CreateUndisturbedAsync(scene.SameOwner, s_options);
        if (onceMore.Instance.Uid != again.Instance.Uid)
            throw new ViolationException("The same key gave another instance to the same process.");
        await scene.Stage.RunAsync(onceMore.DisposeAsync().AsTask());
        await scene.Stage.RunAsync(again.DisposeAsync().AsTask());
    }
}
