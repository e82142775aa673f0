namespace Allocator.Crashes;

internal sealed class DestroyByName : Operation
{
    private string _name = "";

    public override ServiceSetup Service { get; } = new() { Template = ServiceSetup.Workload, PerOwner = 1, All = 1 };

    public override int FewestPoints => 20;

    public override async Task PrepareAsync(Scene scene) => _name = (await scene.CreateUndisturbedAsync(scene.Enter("creator", Scene.Owner))).Name;

    public override Task RunAsync(Scene scene) => scene.Subject.Allocator.DestroyAsync(_name, cancellationToken: scene.Subject.Caller);

    public override Task CheckAsync(Scene scene, Exception? failure) => failure is null && scene.Stage.Witness.Live.Count != 0
        ? throw new ViolationException("It was said to be destroyed and is live.")
        : Task.CompletedTask;

    /// <summary>Whoever of the owner's destroys it once more finds it gone, or destroys it.</summary>
    public override async Task RepeatAsync(Scene scene)
    {
        var again = scene.SameOwner.Allocator.DestroyAsync(_name, cancellationToken: scene.SameOwner.Stopping);
        await scene.Stage.RunAsync(again);
        try
        {
            await again;
        }
        catch (InstanceNotFoundException)
        {
            // It is gone already.
        }

        if (scene.Stage.Witness.Live.Count != 0)
            throw new ViolationException("It was destroyed and is live.");
    }
}
