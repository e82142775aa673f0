namespace Allocator;

public sealed class RenewalsTests(ServerFixture fixture)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Instance_with_a_short_lease_outlives_it_while_it_is_held()
    {
        await using var client = Clients.Of(fixture.Server, "renewals-held");
        await using var handle = await client.AllocatorOf("note").CreateAsync(new CreateOptions { Lease = TimeSpan.FromSeconds(10) }, cancellationToken: Token);
        var end = handle.Instance.ExpiresAt!.Value;

        await Eventually.TrueAsync(async () => (await client.Instances.GetAsync(handle.Name, Token)).ExpiresAt > end + TimeSpan.FromSeconds(10));

        Assert.False(handle.Lost.IsCancellationRequested);
    }

    [Fact]
    public async Task Loss_is_told()
    {
        await using var client = Clients.Of(fixture.Server, "renewals-lost");
        await using var handle = await client.AllocatorOf("note").CreateAsync(new CreateOptions { Lease = TimeSpan.FromSeconds(10) }, cancellationToken: Token);
        handle.ThrowIfLost();

        await client.AllocatorOf("note").DestroyAsync(handle.Name, new DestroyOptions { WaitUntilGone = true }, Token);
        await Eventually.TrueAsync(() => Task.FromResult(handle.Lost.IsCancellationRequested));

        Assert.Equal(handle.Name, Assert.Throws<InstanceLostException>(handle.ThrowIfLost).Name);
        await Assert.ThrowsAsync<InstanceLostException>(() => handle.RenewAsync(Token));
    }
}
