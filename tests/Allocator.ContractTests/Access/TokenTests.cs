namespace Allocator.Contract;

public sealed class TokenTests(ContractNamespace ns) : IClassFixture<ContractNamespace>
{
    private Task<ApiAnswer> ReviewAsync(string token, string audiences = "[]") => ns.Api.PostAsync(
        "apis/authentication.k8s.io/v1/tokenreviews",
        Objects.Of("authentication.k8s.io/v1", "TokenReview", null, $$$"""{"spec": {"token": "{{{token}}}", "audiences": {{{audiences}}} } }"""));

    [ContractFact]
    public async Task TokenRequest_answers_a_token_that_authenticates_the_service_account()
    {
        using var user = await ServiceAccountUser.CreateAsync(ns, "asks");

        var refused = (await user.Api.GetAsync(ns.Path("secrets"))).ExpectFailure(403, "Forbidden");

        Assert.Contains($"User \"system:serviceaccount:{ns.Name}:asks\"", refused.Message, StringComparison.Ordinal);
        (await user.Api.GetAsync("apis")).Expect(200);
    }

    [ContractFact]
    public async Task TokenRequest_answers_when_the_token_expires()
    {
        await ns.CreateAsync("serviceaccounts", Objects.Of("v1", "ServiceAccount", "expires"));

        var usual = (await ServiceAccountUser.RequestTokenAsync(ns, "expires")).Expect(201);
        var shorter = (await ServiceAccountUser.RequestTokenAsync(ns, "expires", """{"expirationSeconds": 600}""")).Expect(201);

        Assert.Equal(("TokenRequest", "3600", "600"), (usual.At("kind"), usual.At("spec.expirationSeconds"), shorter.At("spec.expirationSeconds")));
        var expires = DateTimeOffset.Parse(shorter.At("status.expirationTimestamp")!, null);
        Assert.InRange(expires - shorter.Headers.Date!.Value, TimeSpan.FromSeconds(590), TimeSpan.FromSeconds(610));
        Assert.NotEmpty(usual.Strings("spec.audiences"));
    }

    [ContractFact]
    public async Task TokenRequest_of_less_than_ten_minutes_answers_422_and_of_an_absent_account_404()
    {
        await ns.CreateAsync("serviceaccounts", Objects.Of("v1", "ServiceAccount", "short"));

        var refused = (await ServiceAccountUser.RequestTokenAsync(ns, "short", """{"expirationSeconds": 5}""")).ExpectFailure(422, "Invalid");
        var absent = (await ServiceAccountUser.RequestTokenAsync(ns, "absent")).ExpectFailure(404, "NotFound");

        Assert.EndsWith(
            "spec.expirationSeconds: Invalid value: 5: may not specify a duration less than 10 minutes", refused.Message, StringComparison.Ordinal);
        Assert.Equal("serviceaccounts \"absent\" not found", absent.Message);
    }

    [ContractFact]
    public async Task TokenReview_tells_user_uid_groups_and_audiences()
    {
        using var user = await ServiceAccountUser.CreateAsync(ns, "reviewed");
        var account = (await ns.ReadAsync("serviceaccounts", "reviewed")).Expect(200);

        var review = (await ReviewAsync(user.Token)).Expect(201);

        Assert.Equal(
            ("true", user.Name, account.Uid), (review.At("status.authenticated"), review.At("status.user.username"), review.At("status.user.uid")));
        Assert.Equal(["system:serviceaccounts", $"system:serviceaccounts:{ns.Name}", "system:authenticated"], review.Strings("status.user.groups"));
        Assert.NotEmpty(review.Strings("status.audiences"));
    }

    [ContractFact]
    public async Task TokenReview_of_an_unknown_token_says_why()
    {
        var review = (await ReviewAsync("unknown")).Expect(201);
        var refused = (await ReviewAsync("")).ExpectFailure(400, "BadRequest");

        Assert.Equal((null, "invalid bearer token"), (review.At("status.authenticated"), review.At("status.error")));
        Assert.Equal("token is required for TokenReview in authentication", refused.Message);
    }

    [ContractFact]
    public async Task Token_of_another_audience_is_good_only_for_that()
    {
        await ns.CreateAsync("serviceaccounts", Objects.Of("v1", "ServiceAccount", "audience"));
        var token = (await ServiceAccountUser.RequestTokenAsync(ns, "audience", """{"audiences": ["elsewhere"]}""")).Expect(201).At("status.token")!;
        using var api = ns.Cluster.ApiFor(token);

        (await api.GetAsync(ns.Path("configmaps"))).ExpectFailure(401, "Unauthorized");
        Assert.Null((await ReviewAsync(token)).Expect(201).At("status.authenticated"));
        var review = (await ReviewAsync(token, """["elsewhere"]""")).Expect(201);

        Assert.Equal("true", review.At("status.authenticated"));
        Assert.Equal(["elsewhere"], review.Strings("status.audiences"));
    }

    [ContractFact]
    public async Task Token_that_is_unknown_answers_401_without_details()
    {
        using var api = ns.Cluster.ApiFor("unknown");

        var refused = (await api.GetAsync(ns.Path("configmaps"))).ExpectFailure(401, "Unauthorized");

        Assert.Equal("Unauthorized", refused.Message);
    }

    [ContractFact]
    public async Task Requests_without_credentials_are_anonymous()
    {
        using var api = ns.Cluster.ApiFor(null);

        var refused = (await api.GetAsync(ns.Path("configmaps"))).ExpectFailure(403, "Forbidden");

        Assert.StartsWith(
            "configmaps is forbidden: User \"system:anonymous\" cannot list resource \"configmaps\"", refused.Message, StringComparison.Ordinal);
        (await api.GetAsync("version")).Expect(200);
    }
}
