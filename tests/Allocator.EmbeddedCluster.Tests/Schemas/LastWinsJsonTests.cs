using System.Text;
using System.Text.Json;

namespace Allocator.Embedded;

public sealed class LastWinsJsonTests
{
    [Fact]
    public void Parse_repeated_field_keeps_the_last()
    {
        var node = LastWinsJson.Parse(Encoding.UTF8.GetBytes("""{"a":1,"b":[{"c":null,"c":"x"}],"a":2}"""));

        Assert.Equal("""{"a":2,"b":[{"c":"x"}]}""", node!.ToJsonString());
    }

    [Fact]
    public void Parse_text_that_is_not_json_throws() =>
        Assert.ThrowsAny<JsonException>(() => LastWinsJson.Parse(Encoding.UTF8.GetBytes("{")));
}
