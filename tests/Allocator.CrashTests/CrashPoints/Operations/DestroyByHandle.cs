namespace Allocator.Crashes;

internal sealed class DestroyByHandle : Operation
{
    private InstanceHandle? _handle;

    public override ServiceSetup Service { get; } = new() { Template = ServiceSetup.Workload, PerOwner = 1, All = 1 };

    public override int FewestPoints => 12;

    public override async Task PrepareAsync(Scene scene) => _handle = await scene.CreateUndisturbedAsync(scene.Subject);

    public override Task RunAsync(Scene scene) => _handle!.DestroyAsync(cancellationToken: scene.Subject.Caller);

    /// <summary>It may be called again, and then the instance is gone, as it is after the first call if that did not throw.</summary>
    public override async Task CheckAsync(Scene scene, Exception? failure)
    {
        if (failure is null && scene.Stage.Witness.Live.Count != 0)
            throw new ViolationException("It was said to be destroyed and is live.");
        var again = _handle!.DestroyAsync(cancellationToken: scene.Subject.Stopping);
        await scene.Stage.RunAsync(again);
        await again;
        if (scene.Stage.Witness.Live.Count != 0)
            throw new ViolationException("It was destroyed and is live.");
    }
}
