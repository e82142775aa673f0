using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;

namespace Allocator;

/// <summary>
/// Every right of the documented roles is needed: a user who has all but this one is told so by the operation that needs it, or the operation goes on in the way that is documented. The rights are read from
/// the roles, so one that is added there without an operation that needs it fails.
/// </summary>
public sealed class EveryRightTests(ClusterFixture cluster)
{
    private const int AtOnce = 4;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [ClusterFact]
    public async Task Right_of_who_allocates_that_is_missing_is_named_by_the_operation_that_needs_it()
    {
        await using var own = await OwnNamespace.CreateAsync(cluster, "rights");
        var served = await ServedAsync();
        var users = (await DeprivedUser.AllAsync(cluster, own, "allocator")).Where(user => served.Contains(user.Missing.Resource.Split('/')[0])).ToList();
        var failures = new ConcurrentBag<string>();

        await Parallel.ForEachAsync(users, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = Token }, async (user, _) =>
        {
            try
            {
                await new RightTrial(cluster, own, user).RunAsync();
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                failures.Add($"{user.Missing}: {failure.Message}");
            }
        });

        Assert.True(failures.IsEmpty, string.Join("\n\n", failures));
        await Eventually.EmptyAsync(() => cluster.Leftovers.InNamespaceAsync(own.Name));
    }

    [ClusterFact]
    public async Task Right_of_the_reaper_that_is_missing_is_named()
    {
        await using var own = await OwnNamespace.CreateAsync(cluster, "reaper-rights");
        await own.ApplyAsync(await ReaperRoleAsync());
        var users = await DeprivedUser.AllAsync(cluster, own, "allocator-reaper");
        await AbandonedInstance.CreateAsync(cluster, own.Name);

        foreach (var user in users)
        {
            await using var services = new ServiceCollection().AddAllocator(options => options.Connection = user.Connection).Services.BuildServiceProvider();
            var reaper = services.GetRequiredService<AllocatorReaper>();

            // Until the time of the abandoned instance has run out, there is nothing to delete.
            var denied = await Eventually.FoundAsync(() => DenialOfAsync(reaper));

            Assert.Equal((user.Missing.Verb, user.Missing.Named, own.Name), (denied.Verb, denied.Resource, denied.Namespace));
        }

        Assert.Equal(["list", "delete"], users.Select(user => user.Missing.Verb));
    }

    private static async Task<AccessDeniedException?> DenialOfAsync(AllocatorReaper reaper)
    {
        try
        {
            await reaper.ReapAsync(Token);
            return null;
        }
        catch (AccessDeniedException denied)
        {
            return denied;
        }
    }

    private static async Task<string> ReaperRoleAsync()
    {
        var manifest = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "reaper.yaml"), Token);
        return manifest.ReplaceLineEndings("\n").Split("\n---\n").Single(document => document.Contains("\nkind: Role\n", StringComparison.Ordinal));
    }

    /// <summary>The kinds that this cluster has; an embedded one lacks some.</summary>
    private async Task<HashSet<string>> ServedAsync() =>
        [.. (await cluster.Admin.RunAsync("api-resources", "--namespaced", "-o", "name")).Split('\n').Select(name => name.Split('.')[0])];
}
