namespace Allocator;

public sealed class ServerProblemTests(ServerFixture fixture)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Parameter_that_does_not_fit_is_named()
    {
        await using var client = Clients.Of(fixture.Server, "problem-parameter");
        var options = new CreateOptions { Parameters = new Dictionary<string, string> { ["text"] = "other" } };

        var wrong = await Assert.ThrowsAsync<ParameterException>(() => client.AllocatorOf("note").CreateAsync(options, cancellationToken: Token));

        Assert.Equal(("note", "text"), (wrong.Service, Assert.Single(wrong.Parameters)));
    }

    [Fact]
    public async Task Template_that_is_not_right_is_told_with_its_position()
    {
        await using var client = Clients.Of(fixture.Server, "problem-template");

        var wrong = await Assert.ThrowsAsync<TemplateException>(() => client.AllocatorOf("crooked").CreateAsync(cancellationToken: Token));

        Assert.Equal(4, wrong.Position?.Line);
        Assert.Contains("Nobody", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Service_that_does_not_exist_is_told()
    {
        await using var client = Clients.Of(fixture.Server, "problem-service");

        var absent = await Assert.ThrowsAsync<ServiceNotFoundException>(() => client.AllocatorOf("nothing").CreateAsync(cancellationToken: Token));

        Assert.Equal("nothing", absent.Service);
        Assert.Contains("echo", absent.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lease_that_is_not_possible_is_refused()
    {
        await using var client = Clients.Of(fixture.Server, "problem-lease");

        var wrong = await Assert.ThrowsAsync<AllocatorException>(
            () => client.AllocatorOf("note").CreateAsync(new CreateOptions { Lease = TimeSpan.FromSeconds(1) }, cancellationToken: Token));

        Assert.Contains("00:00:10", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Server_that_does_not_answer_is_named()
    {
        await using var client = AllocatorClient.Create(options => options.Server = new Uri("http://127.0.0.1:9/"));

        var away = await Assert.ThrowsAsync<ClusterUnavailableException>(() => client.Services.GetAsync("note", Token));

        Assert.Contains("http://127.0.0.1:9/", away.Message, StringComparison.Ordinal);
        Assert.Contains("Server", away.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Address_of_something_else_is_told()
    {
        await using var client = AllocatorClient.Create(options => options.Server = new Uri(fixture.Server.Address, "elsewhere"));

        var wrong = await Assert.ThrowsAsync<ClusterUnavailableException>(() => client.Services.GetAsync("note", Token));

        Assert.Contains("elsewhere", wrong.Message, StringComparison.Ordinal);
        Assert.Contains("404", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Caller_who_is_not_accepted_is_told()
    {
        await using var server = await RunningServer.StartAsync(fixture.Cluster, options => (options.Kubernetes.Enabled, options.Kubernetes.Audiences) = (true, ["allocator"]));
        await using var client = AllocatorClient.Create(options => (options.Server, options.Token) = (server.Address, "no token at all"));

        var refused = await Assert.ThrowsAsync<ClusterUnavailableException>(() => client.AllocatorOf("note").CreateAsync(cancellationToken: Token));

        Assert.Contains(nameof(AllocatorClientOptions.TokenFile), refused.Message, StringComparison.Ordinal);
    }
}
