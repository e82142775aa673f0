namespace Allocator.Crashes;

internal sealed class CreateLimited : Operation
{
    public override ServiceSetup Service { get; } = new() { PerOwner = 1, All = 1 };

    public override int FewestPoints => 72;

    public override Task RunAsync(Scene scene) => scene.CreateAsync(scene.Subject);
}
