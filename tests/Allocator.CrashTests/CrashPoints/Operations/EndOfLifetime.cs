namespace Allocator.Crashes;

/// <summary>An instance's lifetime ends while it is held: its holder ends it and is told, whatever becomes of the requests.</summary>
internal sealed class EndOfLifetime : Operation
{
    private static readonly TimeSpan s_lifetime = TimeSpan.FromSeconds(12);

    private InstanceHandle? _handle;

    public override ServiceSetup Service { get; } = new() { PerOwner = 1, All = 1, Lifetime = s_lifetime };

    public override int FewestPoints => 24;

    public override async Task PrepareAsync(Scene scene) => _handle = await scene.CreateUndisturbedAsync(scene.Subject);

    // A request that goes wrong is tried again within the margin and a few seconds.
    public override Task RunAsync(Scene scene) => Task.Delay(s_lifetime + LeaseTerms.Margin + TimeSpan.FromSeconds(10), scene.Stage.Clock, scene.Subject.Caller);

    public override Task CheckAsync(Scene scene, Exception? failure)
    {
        // Who gives up waiting looks before the end.
        if (failure is OperationCanceledException)
            return Task.CompletedTask;
        if (scene.Stage.Witness.Live.Count > 0)
            throw new ViolationException($"{string.Join(", ", scene.Stage.Witness.Live)} lives longer than {s_lifetime}.");
        if (!_handle!.Lost.IsCancellationRequested)
            throw new ViolationException("The holder was not told.");
        return Task.CompletedTask;
    }
}
