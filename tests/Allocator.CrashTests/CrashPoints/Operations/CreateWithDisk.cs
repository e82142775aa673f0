namespace Allocator.Crashes;

/// <summary>With a disk, and a pod that has to become ready.</summary>
internal sealed class CreateWithDisk : Operation
{
    public override ServiceSetup Service { get; } = new() { Template = ServiceSetup.Workload, PerOwner = 1, All = 1 };

    public override int FewestPoints => 149;

    public override Task RunAsync(Scene scene) => scene.CreateAsync(scene.Subject);
}
