namespace Allocator;

public sealed class CallerTests
{
    [Fact]
    public void OwnerHash_is_the_start_of_sha256_over_provider_nul_name()
    {
        // printf 'fixed\0alice@example.com' | sha256sum
        Assert.Equal("f451d2b90eda6643148c7433a4d37b03ee1a2748", new Caller(new CallerIdentity("fixed", "alice@example.com")).OwnerHash);
    }

    [Fact]
    public void OwnerHash_same_name_of_two_providers_differs() =>
        Assert.NotEqual(new Caller(new CallerIdentity("a", "b")).OwnerHash, new Caller(new CallerIdentity("b", "b")).OwnerHash);

    [Fact]
    public void ToString_of_an_identity_has_no_credential()
    {
        var identity = new CallerIdentity("fixed", "alice") { Credentials = new Dictionary<string, string> { ["token"] = "s3cr3t-value" } };

        Assert.DoesNotContain("s3cr3t-value", identity.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GITHUB_ACTIONS=true;GITHUB_REPOSITORY=team/app;GITHUB_ACTOR=bob", "bob@team/app")]
    [InlineData("GITLAB_CI=true;CI_PROJECT_PATH=team/app;GITLAB_USER_LOGIN=bob", "bob@team/app")]
    [InlineData("JENKINS_URL=http://x;JOB_NAME=app", "app")]
    public async Task Environment_in_ci_is_the_actor_at_the_project(string variables, string expected)
    {
        var environment = variables.Split(';').Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);

        var identity = await new EnvironmentIdentityProvider(environment.GetValueOrDefault).GetIdentityAsync(TestContext.Current.CancellationToken);

        Assert.Equal(expected, identity.Name);
    }

    [Fact]
    public async Task Environment_elsewhere_is_the_account_at_the_machine()
    {
        var identity = await new EnvironmentIdentityProvider(_ => null).GetIdentityAsync(TestContext.Current.CancellationToken);

        Assert.Equal($"{Environment.UserName}@{Environment.MachineName}", identity.Name);
    }
}
