namespace Allocator.Crashes;

/// <summary>The image is not to be had: the instance is kept for a look at it, and goes after the time that it was given.</summary>
internal sealed class CreateThatFailsAndIsKept : Operation
{
    public override ServiceSetup Service { get; } = new() { Template = ServiceSetup.Workload, PerOwner = 1, All = 1 };

    public override int FewestPoints => 175;

    public override Type Throws => typeof(InstanceFailedException);

    public override Task RunAsync(Scene scene) => scene.CreateAsync(
        scene.Subject, new() { KeepFailedFor = TimeSpan.FromSeconds(30), Parameters = new Dictionary<string, string> { ["image"] = "missing" } });
}
