namespace Allocator.Crashes;

/// <summary>The only place is held by an instance whose process is dead and whose lease has run out: Create takes it away.</summary>
internal sealed class CreateInPlaceOfExpired : Operation
{
    public override ServiceSetup Service { get; } = new() { PerOwner = 1, All = 1 };

    public override int FewestPoints => 107;

    public override async Task PrepareAsync(Scene scene)
    {
        var dead = scene.Enter("dead", "bob");
        await scene.CreateUndisturbedAsync(dead);
        dead.Die();
        await scene.Stage.PassAsync(Service.Lease + LeaseTerms.Margin + TimeSpan.FromSeconds(2));
    }

    public override Task RunAsync(Scene scene) => scene.CreateAsync(scene.Subject);
}
