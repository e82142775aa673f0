namespace Allocator.Tool.Tests;

public sealed class ConnectedPortTests
{
    [Theory]
    [InlineData("5432", null, 5432, 0)]
    [InlineData("5432:15432", null, 5432, 15432)]
    [InlineData("postgres", "postgres", null, 0)]
    [InlineData("postgres:15432", "postgres", null, 15432)]
    public void TryParse_port_is_read(string text, string? name, int? number, int local) => Assert.Equal(new ConnectedPort(name, number, local), ConnectedPort.TryParse(text));

    [Theory]
    [InlineData("")]
    [InlineData(":80")]
    [InlineData("80:")]
    [InlineData("80:http")]
    [InlineData("70000")]
    [InlineData("80:81:82")]
    public void TryParse_other_text_is_none(string text) => Assert.Null(ConnectedPort.TryParse(text));
}
