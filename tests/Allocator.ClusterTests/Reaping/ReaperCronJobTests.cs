namespace Allocator;

/// <summary>
/// The CronJob of <c>docs/rbac/reaper.yaml</c>, with the image that <c>eng/image/build allocator</c> makes. Only on a real cluster, whose nodes have the image.
/// </summary>
public sealed class ReaperCronJobTests(ClusterFixture cluster)
{
    /// <summary>The environment variable that names the image, which the cluster's nodes must have.</summary>
    private const string Variable = "ALLOCATOR_TEST_IMAGE";

    private static string? Image => Environment.GetEnvironmentVariable(Variable);

    [ClusterFact(Timeout = 360_000)]
    public async Task Schedule_takes_away_what_a_dead_process_left_with_no_more_rights_than_it_needs()
    {
        Assert.SkipUnless(Image is { Length: > 0 }, $"{Variable} does not name an image of the command that the cluster's nodes have");
        await using var own = await OwnNamespace.CreateAsync(cluster, "reaper");
        var abandoned = await AbandonedInstance.CreateAsync(cluster, own.Name);

        await own.ApplyAsync(await ManifestAsync());

        await Eventually.EmptyAsync(() => cluster.Leftovers.OfInstanceAsync(own.Name, abandoned.Name));
        var log = await Eventually.FoundAsync(async () =>
            await own.AdminAsync("logs", "--selector=job-name", "--tail=-1") is { Length: > 0 } text ? text : null);
        Assert.Contains($"{abandoned.Name} of somebody, whose time ran out at ", log, StringComparison.Ordinal);
    }

    private async Task<string> ManifestAsync()
    {
        var manifest = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "reaper.yaml"), TestContext.Current.CancellationToken);
        var image = manifest.Split('\n').Single(line => line.Contains("image:", StringComparison.Ordinal)).Split("image:")[1].Trim();
        // The logs of all runs stay, so that the one that reaped can be read however long all else takes.
        manifest = manifest.Replace(image, Image, StringComparison.Ordinal).Replace("successfulJobsHistoryLimit: 1", "successfulJobsHistoryLimit: 10", StringComparison.Ordinal);
        var versions = await cluster.Admin.RunAsync("api-resources", "--api-group=batch", "-o", "wide");
        return versions.Contains("batch/v1beta1", StringComparison.Ordinal) ? manifest.Replace("batch/v1\n", "batch/v1beta1\n", StringComparison.Ordinal) : manifest;
    }
}
