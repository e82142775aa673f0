namespace Allocator.Embedded;

public sealed class QuantityTests
{
    [Theory]
    [InlineData("1.5Gi", "1536Mi")]
    [InlineData("-1.5", "-1500m")]
    [InlineData("0.0000000001", "1n")]
    [InlineData("-0.0000000001", "-1n")]
    [InlineData("1e400", "10e399")]
    [InlineData("1e-3", "1e-3")]
    [InlineData("000", "0")]
    public void ToString_is_canonical(string text, string canonical)
    {
        Assert.True(Quantity.TryParse(text, out var quantity, out _));
        Assert.Equal(canonical, quantity.ToString());
    }

    [Theory]
    [InlineData("", "quantities must match the regular expression")]
    [InlineData("one", "quantities must match the regular expression")]
    [InlineData("1KB", "quantities must match the regular expression")]
    [InlineData("1K", "unable to parse quantity's suffix")]
    [InlineData("1e99999", "unable to parse quantity's suffix")]
    public void TryParse_bad_text_says_why(string text, string problem)
    {
        Assert.False(Quantity.TryParse(text, out _, out var error));
        Assert.StartsWith(problem, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1n", "1m")]
    [InlineData("-1n", "-1m")]
    [InlineData("1500u", "2m")]
    [InlineData("01", "01")]
    public void RoundUpToThousandths_goes_away_from_zero(string text, string rounded)
    {
        Assert.True(Quantity.TryParse(text, out var quantity, out _));
        Assert.Equal(rounded, quantity.RoundUpToThousandths().ToString());
    }
}
