namespace Allocator.Embedded;

public sealed class ResourceAmountTests
{
    [Theory]
    [InlineData("100m", "950m", "1050m")]
    [InlineData("500m", "500m", "1")]
    [InlineData("512Mi", "512Mi", "1Gi")]
    [InlineData("0", "1Gi", "1Gi")]
    [InlineData("999", "1", "1k")]
    [InlineData("", "2", "2")]
    public void Add_result_is_in_canonical_form(string a, string b, string sum) =>
        Assert.Equal(sum, (ResourceAmount.Parse(a) + ResourceAmount.Parse(b)).ToString());

    [Fact]
    public void Compare_forms_do_not_matter()
    {
        Assert.True(ResourceAmount.Parse("1Gi") > ResourceAmount.Parse("1G"));
        Assert.False(ResourceAmount.Parse("1000m") > ResourceAmount.Parse("1"));
    }
}
