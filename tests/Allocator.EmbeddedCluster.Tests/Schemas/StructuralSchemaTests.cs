using System.Text.Json.Nodes;

namespace Allocator.Embedded;

public sealed class StructuralSchemaTests
{
    [Theory]
    [InlineData("""{"type":"object","x-kubernetes-validations":[{"rule":"true"}]}""", "properties[spec].x-kubernetes-validations")]
    [InlineData("""{"type":"string","format":"isbn"}""", "properties[spec].format")]
    [InlineData("""{"type":"string","pattern":"[[:alpha:]]"}""", "properties[spec].pattern")]
    [InlineData("""{"type":"string","pattern":"\\bword"}""", "properties[spec].pattern")]
    [InlineData("""{"type":"integer","multipleOf":0}""", "properties[spec].multipleOf")]
    [InlineData("""{"type":"object","anyOf":[{"contains":{}}]}""", "properties[spec].anyOf[0].contains")]
    public void Read_keyword_that_is_not_implemented_is_unsupported(string spec, string unsupported)
    {
        var reading = Read(spec);

        Assert.Null(reading.Schema);
        Assert.Empty(reading.Errors);
        Assert.Equal(["schema." + unsupported], reading.Unsupported);
    }

    [Theory]
    [InlineData("(")]
    [InlineData("(?=a)")]
    [InlineData(@"(a)\1")]
    public void Read_pattern_that_go_refuses_is_an_error(string pattern)
    {
        var reading = Read(new JsonObject { ["type"] = "string", ["pattern"] = pattern }.ToJsonString());

        var error = Assert.Single(reading.Errors);
        Assert.Equal(("schema.properties[spec].pattern", "FieldValueInvalid"), (error.Field, error.Reason));
        Assert.StartsWith($"Invalid value: {GoText.Quote(pattern)}: must be a valid regular expression, but isn't: error parsing regexp: ",
            error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Coerce_same_default_twice_does_not_share_it()
    {
        var schema = Read("""{"type":"object","default":{},"properties":{"a":{"type":"array","items":{"type":"string"},"default":["x"]}}}""").Schema!;
        JsonObject first = [];
        JsonObject second = [];

        schema.Coerce(first);
        schema.Coerce(second);
        first["spec"]!["a"]!.AsArray().Add("y");

        Assert.Equal("""{"spec":{"a":["x"]}}""", second.ToJsonString());
    }

    private static StructuralReading Read(string spec) => StructuralSchema.Read(
        new JsonObject { ["type"] = "object", ["properties"] = new JsonObject { ["spec"] = JsonNode.Parse(spec) } }, "schema");
}
