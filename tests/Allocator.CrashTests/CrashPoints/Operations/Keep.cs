namespace Allocator.Crashes;

/// <summary>An instance is left behind, and goes after the time that it was given.</summary>
internal sealed class Keep : Operation
{
    private InstanceHandle? _handle;

    public override ServiceSetup Service { get; } = new() { PerOwner = 1, All = 1 };

    public override int FewestPoints => 12;

    public override async Task PrepareAsync(Scene scene) => _handle = await scene.CreateUndisturbedAsync(scene.Subject);

    public override Task RunAsync(Scene scene) => _handle!.KeepAsync(TimeSpan.FromSeconds(30), scene.Subject.Caller);

    /// <summary>What is kept is not destroyed with its handle.</summary>
    public override async Task CheckAsync(Scene scene, Exception? failure)
    {
        await scene.Stage.RunAsync(_handle!.DisposeAsync().AsTask());
        if (failure is null && scene.Stage.Witness.Live.Count != 1)
            throw new ViolationException("It was to be kept and is gone.");
    }
}
