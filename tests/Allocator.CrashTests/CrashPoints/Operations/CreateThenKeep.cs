namespace Allocator.Crashes;

/// <summary>What comes late of the creation does not shorten the time for which the instance is kept.</summary>
internal sealed class CreateThenKeep : Operation
{
    private static readonly TimeSpan s_kept = TimeSpan.FromSeconds(60);

    public override ServiceSetup Service { get; } = new() { PerOwner = 1, All = 1 };

    public override int FewestPoints => 84;

    public override async Task RunAsync(Scene scene)
    {
        var handle = await scene.CreateAsync(scene.Subject);
        await handle.KeepAsync(s_kept, scene.Subject.Caller);
    }

    public override async Task CheckAsync(Scene scene, Exception? failure)
    {
        await scene.Stage.PassAsync(Service.Lease * 2);
        await scene.ReapAsync();
        if (failure is null && scene.Stage.Witness.Live.Count != 1)
            throw new ViolationException("It was to be kept and is gone.");
    }
}
