namespace Allocator;

public sealed class CreateTests(ServerFixture fixture)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CreateAsync_gives_a_ready_instance_and_tells_its_progress()
    {
        await using var client = Clients.Of(fixture.Server, "create-progress");
        var reports = new Reports();
        var options = new CreateOptions { Parameters = new Dictionary<string, string> { ["text"] = "much" }, Origin = new InstanceOrigin { Class = "Here" } };

        await using var handle = await client.AllocatorOf("note").CreateAsync(options, reports, Token);

        Assert.Equal(InstanceState.Ready, handle.Instance.State);
        Assert.Equal("much", handle.Instance.Parameters["text"]);
        Assert.Equal("Here", handle.Instance.Origin?.Class);
        Assert.Contains(reports.All, report => report.Phase == InstancePhase.Creating);
        Assert.Equal(handle.Instance.Uid, (await client.AllocatorOf("note").GetAsync(handle.Name, Token)).Uid);
    }

    [Fact]
    public async Task DisposeAsync_destroys_what_the_handle_created()
    {
        await using var client = Clients.Of(fixture.Server, "create-dispose");
        var handle = await client.AllocatorOf("note").CreateAsync(cancellationToken: Token);

        await handle.DisposeAsync();
        await client.AllocatorOf("note").CreateAsync(new CreateOptions(), cancellationToken: Token);

        Assert.DoesNotContain(await Clients.InstancesAsync(client), instance => instance.Name == handle.Name && instance.State != InstanceState.Deleting);
        Assert.False(handle.Lost.IsCancellationRequested);
    }

    [Fact]
    public async Task CreateAsync_beyond_the_limit_names_the_holders()
    {
        await using var client = Clients.Of(fixture.Server, "create-limit");
        await using var holder = await client.AllocatorOf("single").CreateAsync(cancellationToken: Token);

        var full = await Assert.ThrowsAsync<LimitExceededException>(() => client.AllocatorOf("single").CreateAsync(cancellationToken: Token));

        Assert.Equal(("single", 1, true), (full.Service, full.Limit, full.IsPerOwner));
        Assert.Equal(holder.Name, Assert.Single(full.Holders).Name);
        Assert.Contains(holder.Name, full.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateAsync_waits_for_a_place_and_tells_the_holders()
    {
        await using var client = Clients.Of(fixture.Server, "create-place");
        var holder = await client.AllocatorOf("single").CreateAsync(cancellationToken: Token);
        var reports = new Reports();

        var waiting = client.AllocatorOf("single").CreateAsync(new CreateOptions { PlaceTimeout = TimeSpan.FromMinutes(1) }, reports, Token);
        await Eventually.TrueAsync(() => Task.FromResult(reports.All.Any(report => report.Holders.Any(one => one.Name == holder.Name))));
        await holder.DisposeAsync();
        await using var handle = await waiting;

        Assert.NotEqual(holder.Name, handle.Name);
    }

    [Fact]
    public async Task CreateAsync_of_what_does_not_become_ready_has_the_diagnosis()
    {
        await using var client = Clients.Of(fixture.Server, "create-broken");

        var failed = await Assert.ThrowsAsync<InstanceFailedException>(() => client.AllocatorOf("broken").CreateAsync(cancellationToken: Token));

        Assert.Equal(("broken", InstanceFailureReason.ImagePull), (failed.Service, failed.Reason));
        Assert.Contains("nowhere.invalid/nothing:1", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateAsync_that_is_cancelled_leaves_nothing()
    {
        await using var client = Clients.Of(fixture.Server, "create-cancel");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var reports = new Reports();
        var creating = client.AllocatorOf("waiting").CreateAsync(null, reports, stop.Token);
        await Eventually.TrueAsync(() => Task.FromResult(reports.All.Any(report => report.Phase == InstancePhase.Waiting)));

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => creating);
        await Eventually.TrueAsync(async () => (await Clients.InstancesAsync(client)).Count == 0);
    }

    [Theory]
    [InlineData(nameof(FaultyHandler.Fault.AnswerLost))]
    [InlineData(nameof(FaultyHandler.Fault.BadGateway))]
    [InlineData(nameof(FaultyHandler.Fault.Unavailable))]
    public async Task CreateAsync_over_a_broken_connection_is_repeated_with_the_same_key(string fault)
    {
        using var handler = new FaultyHandler(Enum.Parse<FaultyHandler.Fault>(fault));
        await using var client = Clients.Of(fixture.Server, $"create-{fault}", handler);

        await using var handle = await client.AllocatorOf("note").CreateAsync(cancellationToken: Token);

        Assert.Equal(2, handler.Keys.Count);
        Assert.Single(handler.Keys.Distinct());
        Assert.Equal(handle.Name, Assert.Single(await Clients.InstancesAsync(client)).Name);
    }

    [Fact]
    public async Task CreateAsync_with_a_key_of_the_caller_means_one_instance()
    {
        await using var client = Clients.Of(fixture.Server, "create-key");
        var options = new CreateOptions { IdempotencyKey = "mine" };

        await using var first = await client.AllocatorOf("note").CreateAsync(options, cancellationToken: Token);
        await using var second = await client.AllocatorOf("note").CreateAsync(options, cancellationToken: Token);

        Assert.Equal(first.Instance.Uid, second.Instance.Uid);
    }
}
