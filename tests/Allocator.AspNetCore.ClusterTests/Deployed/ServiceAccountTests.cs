namespace Allocator;

/// <summary>Whose tokens the deployed server takes, with the rights of <c>docs/rbac/server.yaml</c>.</summary>
[Collection<DeployedServerTests>]
public sealed class ServiceAccountTests(ClusterFixture cluster, DeployedServer server)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [ClusterFact]
    public async Task Token_for_the_server_is_its_accounts()
    {
        DeployedServer.SkipWithoutImage();
        await using var carol = Client(await ServiceAccount.TokenAsync(cluster, "carol"));

        var service = await carol.Services.GetAsync(DeployedServer.Service, Token);

        Assert.Equal((DeployedServer.Limit, DeployedServer.LimitPerOwner), (service.MaxInstances, service.MaxInstancesPerOwner));
        Assert.Empty(await carol.Instances.ListAsync(Token).ToListAsync(Token));
    }

    [ClusterTheory]
    [InlineData("another")]
    [InlineData(null)]
    public async Task Token_for_somebody_else_is_refused(string? audience)
    {
        DeployedServer.SkipWithoutImage();
        await using var carol = Client(await ServiceAccount.TokenAsync(cluster, "carol", audience));

        var refused = await Assert.ThrowsAsync<ClusterUnavailableException>(() => carol.Services.ListAsync(Token).ToListAsync(Token).AsTask());

        Assert.Contains("does not accept the caller", refused.Message, StringComparison.Ordinal);
    }

    private AllocatorClient Client(string token) => AllocatorClient.Create(options => (options.Server, options.Token) = (server.Address, token));
}
