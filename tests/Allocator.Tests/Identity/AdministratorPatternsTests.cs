namespace Allocator;

public sealed class AdministratorPatternsTests
{
    [Theory]
    [InlineData("alice@example.com", "alice@example.com", true)]
    [InlineData("alice@example.com", "alice@example.com:laptop", true)]
    [InlineData("alice@example.com", "alice@example.community", false)]
    [InlineData("alice@example.com", "malice@example.com", false)]
    [InlineData("alice@example.com", "aliceXexample.com", false)]
    [InlineData("dev.v.io:u", "dev.v.io:u:bob@example.com", true)]
    [InlineData("dev.v.io:u:$", "dev.v.io:u:bob@example.com", false)]
    [InlineData("dev.v.io:u:$", "dev.v.io:u", true)]
    [InlineData("*@example.com", "bob@example.com", true)]
    [InlineData("*@example.com", "dev:bob@example.com", false)]
    [InlineData("dev:*@example.com", "dev:bob@example.com", true)]
    [InlineData("...", "whoever", true)]
    [InlineData("a", "a\nb", false)]
    public void Match_blessing_name(string pattern, string name, bool expected) =>
        Assert.Equal(expected, new AdministratorPatterns([pattern]).Match(new CallerIdentity("test", name)));

    [Fact]
    public void Match_group_is_named_as_one()
    {
        var caller = new CallerIdentity("test", "alice") { Groups = ["ops"] };

        Assert.True(new AdministratorPatterns(["bob", "group:ops"]).Match(caller));
        Assert.False(new AdministratorPatterns(["ops"]).Match(caller));
    }

    [Fact]
    public void Match_no_patterns_is_nobody() => Assert.False(new AdministratorPatterns([]).Match(new CallerIdentity("test", "alice")));
}
