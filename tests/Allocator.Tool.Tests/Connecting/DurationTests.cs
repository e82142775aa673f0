namespace Allocator.Tool.Tests;

public sealed class DurationTests
{
    [Theory]
    [InlineData("45s", 45)]
    [InlineData("10m", 600)]
    [InlineData("1h30m", 5400)]
    [InlineData("7d", 604800)]
    [InlineData("90m", 5400)]
    public void TryParse_time_is_read(string text, int seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), Duration.TryParse(text));

    [Theory]
    [InlineData("")]
    [InlineData("10")]
    [InlineData("m")]
    [InlineData("30m1h")]
    [InlineData("-5m")]
    [InlineData("1.5h")]
    public void TryParse_other_text_is_none(string text) => Assert.Null(Duration.TryParse(text));
}
