namespace Allocator.Embedded;

public sealed class GoPatternTests
{
    [Theory]
    [InlineData("^a$", "a", true)]
    [InlineData("^a$", "a\n", false)]
    [InlineData(@"^\d$", "٣", false)]
    [InlineData(@"^[\d-]+$", "1-2", true)]
    [InlineData(@"^\w\s\S$", "a b", true)]
    [InlineData(@"^\$[$]$", "$$", true)]
    [InlineData("^(?P<name>a)$", "a", true)]
    public void Compile_matches_what_go_matches(string pattern, string text, bool matches) =>
        Assert.Equal(matches, GoPattern.Compile(pattern).IsMatch(text));

    [Theory]
    [InlineData(@"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]+)*$")]
    [InlineData(@"^v[1-9][0-9]*((alpha|beta)[1-9][0-9]*)?$")]
    [InlineData(@"^\d+(Mi|Gi)$")]
    [InlineData("^(?i)abc$")]
    public void IsSupported_usual_pattern_is(string pattern) => Assert.True(GoPattern.IsSupported(pattern));
}
