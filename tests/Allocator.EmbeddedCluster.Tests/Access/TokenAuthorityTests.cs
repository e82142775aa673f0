namespace Allocator.Embedded;

public sealed class TokenAuthorityTests : IDisposable
{
    private readonly SteppedCluster _cluster = new();

    public void Dispose() => _cluster.Dispose();

    [Theory]
    [InlineData(null)]
    [InlineData("Basic eDp5")]
    [InlineData("Bearer ")]
    public void Authenticate_without_a_bearer_token_is_anonymous(string? header) =>
        Assert.Same(UserInfo.Anonymous, _cluster.Tokens.Authenticate(header));

    [Theory]
    [InlineData("Bearer nope")]
    [InlineData("Bearer a.b.c")]
    [InlineData("Bearer a.ü.c")]
    public void Authenticate_an_unknown_token_is_refused(string header) =>
        Assert.Equal(401, Assert.Throws<ApiException>(() => _cluster.Tokens.Authenticate(header)).Code);

    [Fact]
    public void Authenticate_knows_the_administrator_and_added_users()
    {
        Assert.True(_cluster.Tokens.Authenticate($"bearer {_cluster.Tokens.AdminToken}").IsMaster);

        var user = _cluster.Tokens.Authenticate($"Bearer {_cluster.Tokens.AddUser("jane", "devs")}");

        Assert.Equal("jane", user.Name);
        Assert.Equal(["devs", "system:authenticated"], user.Groups);
    }

    [Fact]
    public void Authenticate_a_service_account_is_its_user()
    {
        var user = _cluster.Tokens.Authenticate($"Bearer {Issue(seconds: 600)}");

        Assert.Equal("system:serviceaccount:shop:bot", user.Name);
        Assert.Equal(["system:serviceaccounts", "system:serviceaccounts:shop", "system:authenticated"], user.Groups);
    }

    [Fact]
    public void Authenticate_a_token_ends_with_its_time()
    {
        var token = Issue(seconds: 600);
        _cluster.Clock.Advance(TimeSpan.FromSeconds(600));
        Assert.NotNull(_cluster.Tokens.Review(token, []).User);

        _cluster.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("[invalid bearer token, Token has expired]", _cluster.Tokens.Review(token, []).Problem);
    }

    [Fact]
    public void Authenticate_a_token_ends_with_its_account()
    {
        var token = Issue(seconds: 600);
        _cluster.Operations.Delete(_cluster.Store.Find(ResourceTypes.ServiceAccounts, "shop", "bot")!);
        Assert.Equal("[invalid bearer token, serviceaccounts \"bot\" not found]", _cluster.Tokens.Review(token, []).Problem);

        _cluster.Create(ResourceTypes.ServiceAccounts, "shop", "bot");

        Assert.Null(_cluster.Tokens.Review(token, []).User);
    }

    [Fact]
    public void Authenticate_a_bound_token_ends_with_its_pod()
    {
        var account = _cluster.Create(ResourceTypes.ServiceAccounts, "shop", "bot");
        var pod = _cluster.Create(
            ResourceTypes.Pods, "shop", "p", """{ "spec": { "serviceAccountName": "bot", "containers": [ { "name": "c", "image": "i" } ] } }""");
        var token = _cluster.Tokens.ServiceAccounts.Issue(account, [], TimeSpan.FromHours(1), pod);
        Assert.Equal(["p"], _cluster.Tokens.Review(token, []).User!.Extra["authentication.kubernetes.io/pod-name"]);

        _cluster.Operations.Delete(pod);

        Assert.Equal("[invalid bearer token, Token has been invalidated]", _cluster.Tokens.Review(token, []).Problem);
    }

    [Fact]
    public void Review_a_token_for_others_is_not_one_for_the_server()
    {
        var account = _cluster.Create(ResourceTypes.ServiceAccounts, "shop", "bot");
        var token = _cluster.Tokens.ServiceAccounts.Issue(account, ["x", "y"], TimeSpan.FromHours(1));

        Assert.Equal(
            "[invalid bearer token, token audiences [\"x\" \"y\"] is invalid for the target audiences [\"https://kubernetes.default.svc.cluster.local\"]]",
            _cluster.Tokens.Review(token, []).Problem);
        Assert.Equal(["y"], _cluster.Tokens.Review(token, ["y", "z"]).Audiences);
    }

    private string Issue(int seconds)
    {
        var account = _cluster.Create(ResourceTypes.ServiceAccounts, "shop", "bot");
        return _cluster.Tokens.ServiceAccounts.Issue(account, [], TimeSpan.FromSeconds(seconds));
    }
}
