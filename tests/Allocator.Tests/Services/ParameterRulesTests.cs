namespace Allocator.Services;

public sealed class ParameterRulesTests
{
    [Theory]
    [InlineData(ParameterType.String, "", "")]
    [InlineData(ParameterType.Integer, "-3", -3L)]
    [InlineData(ParameterType.Number, "0.5", 0.5)]
    [InlineData(ParameterType.Boolean, "false", false)]
    public void Parse_gives_a_value_of_the_type(ParameterType type, string text, object value) => Assert.Equal(value, new ServiceParameter { Type = type }.Parse(text));

    [Theory]
    [InlineData(ParameterType.Integer, "1.5")]
    [InlineData(ParameterType.Integer, " 1")]
    [InlineData(ParameterType.Integer, "9223372036854775808")]
    [InlineData(ParameterType.Number, "NaN")]
    [InlineData(ParameterType.Number, "1,5")]
    [InlineData(ParameterType.Number, "1e999")]
    [InlineData(ParameterType.Boolean, "True")]
    [InlineData(ParameterType.Boolean, "")]
    public void Problem_text_that_is_no_value_of_the_type_is_named(ParameterType type, string text) =>
        Assert.StartsWith($"'{text}' is no ", new ServiceParameter { Type = type }.Problem(text), StringComparison.Ordinal);

    [Fact]
    public void Problem_a_pattern_takes_no_time_that_grows_with_the_value_to_no_end()
    {
        var parameter = new ServiceParameter { Pattern = "(a+)+b" };

        Assert.NotNull(parameter.Problem(new string('a', 100_000)));
    }

    [Fact]
    public void Problems_of_a_declaration_are_named()
    {
        Assert.Empty(new ServiceParameter { Type = ParameterType.Integer, Default = "3", Pattern = "[0-9]" }.Problems("size"));
        Assert.Contains("is not a word", Single(new(), "no word"), StringComparison.Ordinal);
        Assert.StartsWith("Default: 'x' is no integer", Single(new() { Type = ParameterType.Integer, Default = "x" }), StringComparison.Ordinal);
        Assert.StartsWith("Default: 'x' is not one of", Single(new() { AllowedValues = ["y"], Default = "x" }), StringComparison.Ordinal);
        Assert.StartsWith("Pattern: ", Single(new() { Pattern = "(" }), StringComparison.Ordinal);
        Assert.Contains("exclude each other", Single(new() { Required = true, Default = "x" }), StringComparison.Ordinal);
        Assert.Contains("must be one of String, Integer", Single(new() { Type = (ParameterType)7 }), StringComparison.Ordinal);
    }

    private static string Single(ServiceParameter parameter, string name = "size") => Assert.Single(parameter.Problems(name));
}
