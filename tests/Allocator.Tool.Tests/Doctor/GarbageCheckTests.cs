using Microsoft.Extensions.DependencyInjection;

namespace Allocator.Tool.Tests;

public sealed class GarbageCheckTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_without_garbage_collection_fails_and_leaves_nothing()
    {
        await using var cluster = await EmbeddedCluster.StartAsync(cancellationToken: Token);
        await using var services = new ServiceCollection().AddAllocator(options => options.Kubeconfig = cluster.Kubeconfig).Services.BuildServiceProvider();
        var subject = new ClusterSubject(services);
        using var frozen = cluster.Faults.FreezeGarbageCollector();

        var finding = await new GarbageCheck(TimeSpan.Zero).RunAsync(subject, Token);

        Assert.Equal(Severity.Failure, finding.Status);
        Assert.Contains("is still there", finding.Found, StringComparison.Ordinal);
        Assert.Empty(await subject.Client.ListAsync(ResourceKind.Lease, subject.Namespace, null, Token).ToListAsync(Token));
        var configMaps = await subject.Client.ListAsync(ResourceKind.ConfigMap, subject.Namespace, null, Token).ToListAsync(Token);
        Assert.DoesNotContain(configMaps, item => ((string?)item["metadata"]!["name"])!.StartsWith("allocator-doctor", StringComparison.Ordinal));
    }
}
