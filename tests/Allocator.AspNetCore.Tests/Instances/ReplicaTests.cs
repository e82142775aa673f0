using System.Net;

namespace Allocator;

public sealed class ReplicaTests(ServerFixture fixture)
{
    [Fact]
    public async Task Any_replica_goes_on_with_what_another_began()
    {
        await using var second = await RunningServer.StartAsync(fixture.Cluster);
        using var here = fixture.Server.ClientOf("replica-alice");
        using var there = second.ClientOf("replica-alice");

        var answers = await Task.WhenAll(
            here.PostAsync("/v1/services/echo/instances", null, ("Idempotency-Key", "k")), there.PostAsync("/v1/services/echo/instances", null, ("Idempotency-Key", "k")));
        var name = answers[0].Json["name"]!.GetValue<string>();

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Created, answer.Status));
        Assert.Equal(answers[0].Json["uid"]!.GetValue<string>(), answers[1].Json["uid"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.OK, (await there.PostAsync($"/v1/instances/{name}/renew")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await there.DeleteAsync($"/v1/instances/{name}?wait=true")).Status);
        Assert.Equal("404 instance-not-found", (await here.GetAsync($"/v1/instances/{name}")).Problem);
    }

    [Fact]
    public async Task Instance_outlives_the_replica_that_created_it()
    {
        string name;
        await using (var first = await RunningServer.StartAsync(fixture.Cluster))
        {
            using var alice = first.ClientOf("replica-outlives");
            name = await alice.CreateAsync("note");
        }

        using var other = fixture.Server.ClientOf("replica-outlives");
        Assert.Equal("ready", (await other.GetAsync($"/v1/instances/{name}")).Json["state"]!.GetValue<string>());
    }
}
