using System.Diagnostics;

namespace Allocator;

/// <summary>Processes fight for the places of a limit and are killed in the middle of it: never too many instances, never stuck, nothing left.</summary>
public sealed class KilledProcessesTests(ClusterFixture cluster)
{
    private static readonly TimeSpan s_margin = TimeSpan.FromSeconds(5);

    // deletionTimestamp has whole seconds.
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    [ClusterFact(Timeout = 1_800_000)]
    public async Task Create_and_Destroy_in_eight_processes_of_which_one_after_the_other_is_killed_keep_the_limits_and_leave_nothing()
    {
        var plan = FightPlan.Read();
        Tell($"{plan.Rounds} rounds of 8 processes, ALLOCATOR_PROCESSES_SEED={plan.Seed}");
        var chance = new Random(plan.Seed);
        var start = Stopwatch.GetTimestamp();
        await using var witness = await LeaseWitness.StartAsync(cluster, FightPlan.LimitOf);
        await using var heirs = new Heirs(cluster.Kubeconfig, plan);
        using var arena = new Arena(cluster.Kubeconfig, plan);

        await arena.OpenAsync();
        for (var round = 0; round < plan.Rounds; round++)
        {
            await arena.FightAsync(round, chance);
            witness.AssertNoViolation();
            heirs.Inherit(round);
        }

        Tell($"{plan.Rounds} rounds took {Stopwatch.GetElapsedTime(start).TotalSeconds:0} s");
        await heirs.InheritedAsync();
        await Eventually.EmptyAsync(async () =>
        {
            await heirs.ReapAsync();
            return await cluster.Leftovers.InNamespaceAsync(cluster.Namespace, "allocator.dev/service");
        });
        await witness.CatchUpAsync();

        witness.AssertNoViolation();
        Assert.Equal(0, witness.Gaps);
        AssertGivenOnce(arena, witness);
        AssertKilledOnesKeptTheirs(arena, witness);
        AssertFought(plan, arena, witness);
        Tell($"{witness.Judged} changes judged, {witness.Seen().Count} instances, {Stopwatch.GetElapsedTime(start).TotalSeconds:0} s in all");
    }

    private static void AssertGivenOnce(Arena arena, LeaseWitness witness)
    {
        var owners = witness.Seen().ToDictionary(instance => instance.Name, instance => instance.Owner.Name);
        var given = arena.All.SelectMany(fighter => fighter.Given.Select(name => (Name: name, fighter.Owner))).ToList();
        Assert.Equal(given.Count, given.DistinctBy(one => one.Name).Count());
        Assert.DoesNotContain(given, one => owners[one.Name] != one.Owner);
    }

    /// <summary>What a process had or was creating when it was killed stayed until the lease and the margin were over.</summary>
    private static void AssertKilledOnesKeptTheirs(Arena arena, LeaseWitness witness)
    {
        var instances = witness.Seen().ToLookup(instance => (instance.Service, instance.Owner.Name));
        var left = arena.Killed.SelectMany(one => instances[(FightPlan.ServiceOf(one.Round), one.Victim.Owner)].Where(instance => !one.Victim.Destroyed.Contains(instance.Name))).ToList();
        Assert.NotEmpty(left);
        Assert.DoesNotContain(left, instance => instance.WentAt is null || instance.WentAt + s_second < instance.ExpiresAt + s_margin);
    }

    /// <summary>The limits were reached, and the kills met every step.</summary>
    private static void AssertFought(FightPlan plan, Arena arena, LeaseWitness witness)
    {
        Assert.DoesNotContain(Enumerable.Range(0, plan.Rounds), round => witness.MostLive(FightPlan.ServiceOf(round)) != FightPlan.LimitOf(round));
        var steps = arena.Killed.SelectMany(one => one.Victim.Steps).CountBy(step => step).ToDictionary();
        Tell($"killed while {string.Join(", ", steps.Select(step => $"{step.Key} {step.Value}"))}");
        Assert.Equal(plan.Rounds, arena.Killed.Count);
        Assert.Empty(new[] { Step.Creating, Step.Holding, Step.Destroying }.Except(steps.Keys));
    }

    private static void Tell(string line) => TestContext.Current.TestOutputHelper?.WriteLine(line);
}
