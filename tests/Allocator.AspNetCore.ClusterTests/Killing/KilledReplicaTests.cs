using System.Diagnostics;

namespace Allocator;

/// <summary>Two users crowd a server of two replicas, of which first one is killed, then the other one's pod is deleted: nobody notices, and nothing is left.</summary>
[Collection<DeployedServerTests>]
public sealed class KilledReplicaTests(ClusterFixture cluster, DeployedServer server)
{
    private const int Requests = 300;
    private const int AtOnce = 30;

    [ClusterFact(Timeout = 900_000)]
    public async Task Create_and_Destroy_of_two_users_while_replicas_are_killed_keep_limits_and_ownership_and_leave_nothing()
    {
        DeployedServer.SkipWithoutImage();
        var start = Stopwatch.GetTimestamp();
        var owners = new[] { "alice", "bob" };
        var tokens = await Task.WhenAll(owners.Select(account => ServiceAccount.TokenAsync(cluster, account)));
        await using var alice = new Caller(server.Address, ServiceAccount.OwnerOf(cluster, owners[0]), tokens[0]);
        await using var bob = new Caller(server.Address, ServiceAccount.OwnerOf(cluster, owners[1]), tokens[1]);
        await using var witness = await LeaseWitness.StartAsync(cluster, _ => DeployedServer.Limit, DeployedServer.LimitPerOwner);
        var crowd = new Crowd(alice, bob, Requests, AtOnce);

        await Task.WhenAll(crowd.RunAsync(), KillAsync(crowd));
        Tell($"{Requests} creates took {Stopwatch.GetElapsedTime(start).TotalSeconds:0} s");
        foreach (var caller in new[] { alice, bob })
        {
            Tell($"{caller.Given.Count} created, {caller.Refused.All} refused for all, {caller.Refused.PerOwner} for the owner; {caller.Answers.All} requests, {caller.Answers.Without} of them without "
                + $"an answer, {caller.Answers.Failures.Count} with a failure of the server: {string.Join(", ", caller.Answers.Failures.CountBy(status => status))}");
        }

        await Eventually.EmptyAsync(() => cluster.Leftovers.InNamespaceAsync(cluster.Namespace));
        await witness.CatchUpAsync();

        witness.AssertNoViolation();
        Assert.Equal(0, witness.Gaps);
        AssertGivenOnce([alice, bob], witness);
        AssertCrowded([alice, bob], witness);
        Tell($"{witness.Judged} changes judged, {Stopwatch.GetElapsedTime(start).TotalSeconds:0} s in all");
    }

    private async Task KillAsync(Crowd crowd)
    {
        await crowd.ReachedAsync(Requests / 3);
        var before = await server.Replicas.BothAsync();
        Assert.All(await Task.WhenAll(before.Select(server.Replicas.RequestsAsync)), requests => Assert.True(requests > Requests / 10, $"only {requests} requests"));
        await server.Replicas.KillAsync(before[0]);

        await crowd.ReachedAsync(2 * Requests / 3);
        Assert.Equal(before.Order(), (await server.Replicas.BothAsync()).Order());
        await server.Replicas.DeleteAsync(before[1]);
        Assert.DoesNotContain(before[1], await server.Replicas.BothAsync());
        Assert.False(crowd.IsOver, "the crowd was gone before the last replica was back");
    }

    /// <summary>Whatever became ready was given to its owner, and to nobody twice.</summary>
    private static void AssertGivenOnce(Caller[] callers, LeaseWitness witness)
    {
        var given = callers.SelectMany(caller => caller.Given).Order().ToList();
        Assert.Equal(given, given.Distinct());
        Assert.Equal(given, witness.Seen().Where(instance => instance.WasReady).Select(instance => instance.Name).Order());
    }

    /// <summary>There was something to break.</summary>
    private static void AssertCrowded(Caller[] callers, LeaseWitness witness)
    {
        Assert.Equal(DeployedServer.Limit, witness.MostLive(DeployedServer.Service));
        Assert.Equal(Requests, callers.Sum(caller => caller.Given.Count + caller.Refused.All + caller.Refused.PerOwner));
        Assert.All(callers, caller => Assert.NotEmpty(caller.Given));
        Assert.NotEqual(0, callers.Sum(caller => caller.Refused.All));
        Assert.NotEqual(0, callers.Sum(caller => caller.Refused.PerOwner));
        Assert.NotEqual(0, callers.Sum(caller => caller.Answers.Without));
        Assert.DoesNotContain(500, callers.SelectMany(caller => caller.Answers.Failures));
    }

    private static void Tell(string line) => TestContext.Current.TestOutputHelper?.WriteLine(line);
}
