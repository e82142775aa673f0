using System.Text;
using System.Text.Json.Nodes;

namespace Allocator.Tests;

public sealed class KubernetesJsonTests
{
    [Theory]
    [InlineData("plain", "\"plain\"")]
    [InlineData("😀", "\"😀\"")]
    [InlineData("a😀😀b", "\"a😀😀b\"")]
    [InlineData(@"\uD83D\uDE00", """
        "\\uD83D\\uDE00"
        """)]
    [InlineData("\\😀", """
        "\\😀"
        """)]
    [InlineData("\n\"<ü>", """
        "\n\"<ü>"
        """)]
    public void Text_is_written_as_yaml_can_read_it(string text, string expected)
    {
        var written = KubernetesJson.Serialize(JsonValue.Create(text));

        Assert.Equal(expected, Encoding.UTF8.GetString(written));
        Assert.Equal(text, JsonNode.Parse(written)!.GetValue<string>());
    }
}
