namespace Allocator.Crashes;

/// <summary>The subject reaps an instance whose process is dead, and not the one that another process holds.</summary>
internal sealed class Reap : Operation
{
    private Actor? _holder;

    public override int FewestPoints => 20;

    public override async Task PrepareAsync(Scene scene)
    {
        var dead = scene.Enter("dead", "bob");
        await scene.CreateUndisturbedAsync(dead);
        dead.Die();
        _holder = scene.Enter("holder", "eve");
        await scene.CreateUndisturbedAsync(_holder);
        await scene.Stage.PassAsync(Service.Lease + LeaseTerms.Margin + TimeSpan.FromSeconds(2));
    }

    public override async Task RunAsync(Scene scene) => await scene.Subject.Reaper.ReapAsync(scene.Subject.Caller);

    public override async Task RepeatAsync(Scene scene)
    {
        await scene.ReapAsync();
        if (scene.Stage.Witness.Live.Count != 1)
            throw new ViolationException($"One instance is held, but {scene.Stage.Witness.Live.Count} are live.");
        _holder!.Die();
    }
}
