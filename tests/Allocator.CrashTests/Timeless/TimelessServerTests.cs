namespace Allocator.Crashes;

/// <summary>An API server whose answers have no <c>Date</c>: what nobody has been seen to renew for a whole lease is taken away, and nothing else.</summary>
public sealed class TimelessServerTests
{
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(5);

    [Fact]
    public Task Reap_takes_what_was_seen_unchanged_for_a_whole_lease_and_not_what_is_held() => OneThread.RunAsync(async () =>
    {
        await using var stage = await Stage.OpenAsync();
        stage.TellsTime = false;
        var service = new ServiceSetup { PerOwner = 1, All = 2 };
        stage.Call(service);
        await using var scene = new Scene(stage, service, new PointGate(null));
        var dead = scene.Enter("dead", "bob");
        await scene.CreateUndisturbedAsync(dead);
        var holder = scene.Enter("holder", "eve");
        var held = await scene.CreateUndisturbedAsync(holder);
        dead.Die();
        await stage.PassAsync(service.Lease + LeaseTerms.Margin + s_look);

        // However long it has been there: the first look says nothing of how long.
        await scene.ReapAsync();
        Assert.Equal(2, stage.Witness.Live.Count);
        for (var looked = TimeSpan.Zero; looked <= service.Lease + LeaseTerms.Margin; looked += s_look)
        {
            await stage.PassAsync(s_look);
            await scene.ReapAsync();
        }

        Assert.Equal(held.Name, Assert.Single(stage.Witness.Live).Name);
        held.ThrowIfLost();
        holder.Die();
    });

    [Fact]
    public Task Create_that_waits_for_a_place_takes_that_of_a_dead_holder() => OneThread.RunAsync(async () =>
    {
        await using var stage = await Stage.OpenAsync();
        stage.TellsTime = false;
        var service = new ServiceSetup { PerOwner = 1, All = 1 };
        stage.Call(service);
        await using var scene = new Scene(stage, service, new PointGate(null));
        var dead = scene.Enter("dead", "bob");
        await scene.CreateUndisturbedAsync(dead);
        dead.Die();

        var handle = await scene.CreateUndisturbedAsync(scene.OtherOwner, new CreateOptions { PlaceTimeout = TimeSpan.FromMinutes(2) });

        Assert.Equal(handle.Name, Assert.Single(stage.Witness.Live).Name);
        scene.OtherOwner.Die();
    });
}
