namespace Allocator.Embedded;

public sealed class VariableExpansionTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("$(A)", "1")]
    [InlineData("x$(A)y$(B)z", "x1y2z")]
    [InlineData("$$(A)", "$(A)")]
    [InlineData("$$$(A)", "$1")]
    [InlineData("$(C)", "$(C)")]
    [InlineData("$(A", "$(A")]
    [InlineData("$A and $", "$A and $")]
    [InlineData("$$", "$")]
    public void Expand_puts_values_in(string text, string expected) =>
        Assert.Equal(expected, VariableExpansion.Expand(text, new Dictionary<string, string> { ["A"] = "1", ["B"] = "2" }));
}
