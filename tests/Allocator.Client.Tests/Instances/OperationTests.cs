namespace Allocator;

public sealed class OperationTests(ServerFixture fixture)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Suspending_resuming_and_resetting_tell_their_progress()
    {
        await using var client = Clients.Of(fixture.Server, "operation-all");
        await using var handle = await client.AllocatorOf("echo").CreateAsync(cancellationToken: Token);
        var password = (await handle.GetSecretAsync(Token))["password"];
        var reports = new Reports();

        await handle.SuspendAsync(reports, Token);
        Assert.Equal(InstanceState.Suspended, (await client.Instances.GetAsync(handle.Name, Token)).State);
        await client.AllocatorOf("echo").ResumeAsync(handle.Name, reports, Token);
        Assert.Equal(InstanceState.Ready, (await client.Instances.GetAsync(handle.Name, Token)).State);
        await handle.ResetDiskAsync(reports, Token);

        Assert.NotEqual(password, (await handle.GetSecretAsync(Token))["password"]);
        Assert.Contains(reports.All, report => report.Phase == InstancePhase.Stopping);
        Assert.Contains(reports.All, report => report.Phase == InstancePhase.Resetting);
    }

    [Fact]
    public async Task SuspendAsync_of_what_has_bare_pods_is_refused()
    {
        await using var client = Clients.Of(fixture.Server, "operation-bare");
        await using var handle = await client.AllocatorOf("greeter").CreateAsync(cancellationToken: Token);

        var refusal = await Assert.ThrowsAsync<AllocatorException>(() => handle.SuspendAsync(cancellationToken: Token));

        Assert.Contains("Pod", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task KeepAsync_leaves_the_instance_behind()
    {
        await using var client = Clients.Of(fixture.Server, "operation-keep");
        var handle = await client.AllocatorOf("note").CreateAsync(cancellationToken: Token);

        var message = await handle.KeepAsync(TimeSpan.FromHours(1), Token);
        await handle.DisposeAsync();

        Assert.Contains(handle.Name, message, StringComparison.Ordinal);
        Assert.Equal(InstanceState.Ready, (await client.Instances.GetAsync(handle.Name, Token)).State);
        await client.AllocatorOf("note").DestroyAsync(handle.Name, new DestroyOptions { WaitUntilGone = true }, Token);
        await Assert.ThrowsAsync<InstanceNotFoundException>(() => client.Instances.GetAsync(handle.Name, Token));
    }

    [Fact]
    public async Task ReleaseAsync_lets_the_instance_go()
    {
        await using var client = Clients.Of(fixture.Server, "operation-release");
        var handle = await client.AllocatorOf("note").CreateAsync(cancellationToken: Token);

        await handle.ReleaseAsync();
        await handle.DisposeAsync();

        await using var opened = await client.AllocatorOf("note").OpenAsync(handle.Name, Token);
        Assert.True((await opened.RenewAsync(Token)).ExpiresAt >= handle.Instance.ExpiresAt);
    }

    [Fact]
    public async Task Instance_of_another_service_or_owner_is_not_found()
    {
        await using var client = Clients.Of(fixture.Server, "operation-owner");
        await using var other = Clients.Of(fixture.Server, "operation-other");
        await using var handle = await client.AllocatorOf("note").CreateAsync(cancellationToken: Token);

        var absent = await Assert.ThrowsAsync<InstanceNotFoundException>(() => client.AllocatorOf("single").DestroyAsync(handle.Name, cancellationToken: Token));
        await Assert.ThrowsAsync<InstanceNotFoundException>(() => other.Instances.OpenAsync(handle.Name, Token));

        Assert.Equal(("single", handle.Name), (absent.Service, absent.Name));
        Assert.Empty(await Clients.InstancesAsync(other));
        Assert.Equal(InstanceState.Ready, (await client.Instances.GetAsync(handle.Name, Token)).State);
    }
}
