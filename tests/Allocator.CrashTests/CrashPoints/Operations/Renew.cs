namespace Allocator.Crashes;

/// <summary>Time passes while an instance is held.</summary>
internal sealed class Renew : Operation
{
    private static readonly TimeSpan s_held = TimeSpan.FromSeconds(12);

    private InstanceHandle? _handle;

    public override ServiceSetup Service { get; } = new() { PerOwner = 1, All = 1 };

    public override int FewestPoints => 24;

    public override async Task PrepareAsync(Scene scene) => _handle = await scene.CreateUndisturbedAsync(scene.Subject);

    public override Task RunAsync(Scene scene) => Task.Delay(s_held, scene.Stage.Clock, scene.Subject.Caller);

    /// <summary>One renewal that goes wrong loses nothing.</summary>
    public override Task CheckAsync(Scene scene, Exception? failure)
    {
        _handle!.ThrowIfLost();
        return Task.CompletedTask;
    }
}
