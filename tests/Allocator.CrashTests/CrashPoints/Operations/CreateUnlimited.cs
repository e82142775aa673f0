namespace Allocator.Crashes;

internal sealed class CreateUnlimited : Operation
{
    public override int FewestPoints => 46;

    public override Task RunAsync(Scene scene) => scene.CreateAsync(scene.Subject);
}
