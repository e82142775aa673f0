namespace Allocator;

/// <summary>Processes that fight for the places of a limit: with at least as many contenders as places, exactly the places are taken.</summary>
public sealed class LimitContentionTests(ClusterFixture cluster)
{
    private const int Processes = 4;

    [ClusterFact(Timeout = 600_000)]
    public Task Create_from_four_processes_of_one_owner_fills_the_owners_limit_exactly() =>
        FightAsync("own2", _ => "one-owner", perOwner: 2, inAll: 10, places: 2, rounds: 50);

    [ClusterFact(Timeout = 600_000)]
    public Task Create_from_four_processes_under_both_limits_fills_the_smaller_exactly() =>
        FightAsync("both", process => $"owner-{process % 2}", perOwner: 2, inAll: 3, places: 3, rounds: 100);

    private async Task FightAsync(string service, Func<int, string> ownerOf, int? perOwner, int? inAll, int places, int rounds)
    {
        var contenders = Enumerable.Range(0, Processes).Select(process => new Contender(cluster.Kubeconfig, service, ownerOf(process), perOwner, inAll, atOnce: 2)).ToList();
        try
        {
            for (var round = 1; round <= rounds; round++)
            {
                var outcomes = (await Task.WhenAll(contenders.Select(contender => contender.CreateAsync()))).SelectMany(outcome => outcome).ToList();

                var failed = outcomes.Where(outcome => outcome.StartsWith("failed", StringComparison.Ordinal)).ToList();
                Assert.True(failed.Count == 0, $"round {round}: {string.Join(' ', failed)}");
                var created = outcomes.Where(outcome => outcome != "refused").ToList();
                Assert.True(created.Count == places, $"round {round}: {created.Count} instances at a limit of {places}: {string.Join(' ', outcomes)}");
                Assert.Equal(created.Count, created.Distinct().Count());

                await Task.WhenAll(contenders.Select(contender => contender.DestroyAsync()));
            }
        }
        finally
        {
            foreach (var contender in contenders)
                await contender.DisposeAsync();
        }

        await Eventually.EmptyAsync(() => cluster.Leftovers.InNamespaceAsync(cluster.Namespace, $"allocator.dev/service={service}"));
    }
}
