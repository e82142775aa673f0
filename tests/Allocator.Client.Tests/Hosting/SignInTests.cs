namespace Allocator;

/// <summary>The ways to give a token, at a server whose API is mapped at a prefix.</summary>
public sealed class SignInTests(ServerFixture fixture) : IAsyncLifetime
{
    private readonly Tokens _tokens = new();
    private RunningServer _server = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await RunningServer.StartAsync(
        fixture.Cluster,
        options => (options.Jwt.Issuer, options.Jwt.Audience, options.Jwt.KeysFile) = (Tokens.Issuer, Tokens.Audience, _tokens.KeysFile),
        prefix: "/team/allocator");

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _tokens.Dispose();
    }

    [Fact]
    public async Task Token_makes_its_user_the_owner()
    {
        await using var client = Create(options => options.Token = _tokens.Issue("tokens-alice"));

        await using var handle = await client.AllocatorOf(TestServices.Note).CreateAsync(cancellationToken: Token);

        Assert.Equal("tokens-alice", handle.Instance.Owner);
        Assert.Equal(handle.Name, Assert.Single(await Clients.InstancesAsync(client)).Name);
    }

    [Fact]
    public async Task TokenFile_is_read_for_each_request()
    {
        var file = Path.Combine(Path.GetDirectoryName(_tokens.KeysFile)!, "token");
        await File.WriteAllTextAsync(file, _tokens.Issue("files-alice") + "\n", Token);
        await using var client = Create(options => options.TokenFile = file);
        await using var alices = await client.AllocatorOf(TestServices.Note).CreateAsync(cancellationToken: Token);

        await File.WriteAllTextAsync(file, _tokens.Issue("files-bob"), Token);
        await using var bobs = await client.AllocatorOf(TestServices.Note).CreateAsync(cancellationToken: Token);
        await File.WriteAllTextAsync(file, _tokens.Issue("files-alice"), Token);

        Assert.Equal(("files-alice", "files-bob"), (alices.Instance.Owner, bobs.Instance.Owner));
        Assert.Equal(alices.Name, Assert.Single(await Clients.InstancesAsync(client)).Name);
    }

    [Fact]
    public async Task GetToken_is_asked_for_each_request()
    {
        var asked = 0;
        await using var client = Create(options => options.GetToken = _ => ValueTask.FromResult(_tokens.Issue($"asked-{asked++}")));

        await using var first = await client.AllocatorOf(TestServices.Note).CreateAsync(cancellationToken: Token);
        var others = await Clients.InstancesAsync(client);

        Assert.Equal("asked-0", first.Instance.Owner);
        Assert.Empty(others);
    }

    private AllocatorClient Create(Action<AllocatorClientOptions> configure) => AllocatorClient.Create(options =>
    {
        options.Server = new Uri(_server.Address, "/team/allocator");
        configure(options);
    });
}
