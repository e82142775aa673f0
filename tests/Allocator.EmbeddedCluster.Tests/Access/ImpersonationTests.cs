using Microsoft.AspNetCore.Http;

namespace Allocator.Embedded;

public sealed class ImpersonationTests : IDisposable
{
    private readonly SteppedCluster _cluster = new();

    public void Dispose() => _cluster.Dispose();

    [Fact]
    public void Apply_a_user_comes_with_the_groups_it_would_have()
    {
        Assert.Equal(["system:authenticated"], Apply(UserInfo.System, ("Impersonate-User", "jane")).Groups);
        Assert.Equal(["devs", "system:authenticated"], Apply(UserInfo.System, ("Impersonate-User", "jane"), ("Impersonate-Group", "devs")).Groups);
        Assert.Equal(
            ["system:serviceaccounts", "system:serviceaccounts:shop", "system:authenticated"],
            Apply(UserInfo.System, ("Impersonate-User", "system:serviceaccount:shop:bot")).Groups);
        Assert.Equal(["system:unauthenticated"], Apply(UserInfo.System, ("Impersonate-User", "system:anonymous")).Groups);
    }

    [Theory]
    [InlineData("alice", "users \"alice\" is forbidden: User \"jane\" cannot impersonate resource \"users\" in API group \"\" at the cluster scope")]
    [InlineData("system:serviceaccount:shop:bot", "serviceaccounts \"bot\" is forbidden: User \"jane\" cannot impersonate resource \"serviceaccounts\" in API group \"\" in the namespace \"shop\"")]
    public void Apply_who_may_not_is_refused(string name, string message)
    {
        var refusal = Assert.Throws<ApiException>(() => Apply(SteppedCluster.User("jane"), ("Impersonate-User", name)));

        Assert.Equal((403, message), (refusal.Code, refusal.Message));
    }

    [Theory]
    [InlineData("Impersonate-Uid", 501)]
    [InlineData("Impersonate-Extra-Scope", 501)]
    [InlineData("Impersonate-Group", 500)]
    public void Apply_what_stands_alone_or_is_unknown_is_refused(string header, int code) =>
        Assert.Equal(code, Assert.Throws<ApiException>(() => Apply(UserInfo.System, (header, "x"))).Code);

    private UserInfo Apply(UserInfo user, params (string Name, string Value)[] headers)
    {
        var dictionary = new HeaderDictionary();
        foreach (var (name, value) in headers)
            dictionary.Append(name, value);
        return Impersonation.Apply(dictionary, user, _cluster.Authorizer);
    }
}
