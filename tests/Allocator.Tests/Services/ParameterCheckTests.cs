namespace Allocator.Services;

public sealed class ParameterCheckTests
{
    private static readonly Dictionary<string, ServiceParameter> s_declared = new()
    {
        ["image"] = "postgres:16",
        ["size"] = new() { Type = ParameterType.Integer, Required = true, Description = "how many rows" },
        ["tls"] = new() { Type = ParameterType.Boolean },
        ["mode"] = new() { AllowedValues = ["fast", "safe"], Default = "safe" },
        ["tag"] = new() { Pattern = "[a-z]+" },
    };

    [Fact]
    public void ThrowIfWrong_what_is_declared_passes() =>
        ParameterCheck.ThrowIfWrong("db", s_declared, new Dictionary<string, string> { ["size"] = "3", ["tls"] = "true", ["mode"] = "fast", ["tag"] = "abc", ["image"] = "any: thing" });

    [Fact]
    public void ThrowIfWrong_names_everything_that_is_wrong_and_what_there_is()
    {
        var failure = Refused(("imge", "x"), ("mode", "slow"), ("tag", "ab1"), ("tls", "yes"));

        Assert.Equal(["imge", "mode", "tag", "tls", "size"], failure.Parameters);
        Assert.Equal(
            "The parameters do not fit service 'db': 'imge': there is no such parameter; 'mode': 'slow' is not one of 'fast', 'safe'; 'tag': 'ab1' does not match [a-z]+; "
            + "'tls': 'yes' is no boolean (true or false); 'size': it is required. "
            + "It has: image (string, 'postgres:16' by default); size (integer, required): how many rows; tls (boolean (true or false), optional); "
            + "mode (string, 'safe' by default); tag (string, optional).",
            failure.Message);
    }

    [Theory]
    [InlineData("ab\n")]
    [InlineData("1ab")]
    [InlineData("")]
    public void ThrowIfWrong_a_pattern_matches_the_whole_value(string value) => Assert.Equal(["tag"], Refused(("tag", value), ("size", "1")).Parameters);

    [Fact]
    public void ThrowIfWrong_service_without_parameters_takes_none()
    {
        var failure = Assert.Throws<ParameterException>(() => ParameterCheck.ThrowIfWrong("db", new Dictionary<string, ServiceParameter>(), new Dictionary<string, string> { ["a"] = "b" }));

        Assert.Contains("It declares none (ServiceOptions.Parameters)", failure.Message, StringComparison.Ordinal);
    }

    private static ParameterException Refused(params (string Name, string Value)[] given) =>
        Assert.Throws<ParameterException>(() => ParameterCheck.ThrowIfWrong("db", s_declared, given.ToDictionary(one => one.Name, one => one.Value)));
}
