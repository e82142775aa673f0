namespace Allocator.Crashes;

/// <summary>The image is not to be had: all that was created is deleted.</summary>
internal sealed class CreateThatFails : Operation
{
    public override ServiceSetup Service { get; } = new() { Template = ServiceSetup.Workload, PerOwner = 1, All = 1 };

    public override int FewestPoints => 175;

    public override Type Throws => typeof(InstanceFailedException);

    public override Task RunAsync(Scene scene) => scene.CreateAsync(scene.Subject, new() { Parameters = new Dictionary<string, string> { ["image"] = "missing" } });
}
