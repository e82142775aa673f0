namespace Allocator;

public sealed class RedisServiceTests(ClusterFixture cluster)
{
    [RealClusterFact]
    public async Task Value_is_there_after_the_pod_was_replaced()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var redis = await ServiceInstance.CreateAsync(cluster, new RedisService(), ("image", "registry.local/redis:7"));
        var connectionString = await redis.Handle.GetConnectionStringAsync("redis", cancellationToken);
        using (var client = await RedisClient.ConnectAsync(connectionString, cancellationToken))
        {
            Assert.Equal("OK", await client.SendAsync(["SET", "note", "two\r\nlines"], cancellationToken));
            Assert.Equal("two\r\nlines", await client.SendAsync(["GET", "note"], cancellationToken));
        }

        await redis.ReplacePodAsync();

        using var later = await RedisClient.ConnectAsync(connectionString, cancellationToken);
        Assert.Equal("two\r\nlines", await later.SendAsync(["GET", "note"], cancellationToken));
    }

    [RealClusterFact]
    public async Task Wrong_password_is_refused()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var redis = await ServiceInstance.CreateAsync(cluster, new RedisService(), ("image", "registry.local/redis:7"));
        var connectionString = await redis.Handle.GetConnectionStringAsync("redis", cancellationToken);

        var refused = await Assert.ThrowsAsync<IOException>(() => RedisClient.ConnectAsync(connectionString + "x", cancellationToken));

        Assert.StartsWith("WRONGPASS", refused.Message, StringComparison.Ordinal);
    }
}
