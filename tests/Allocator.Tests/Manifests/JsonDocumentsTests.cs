namespace Allocator.Manifests;

public sealed class JsonDocumentsTests
{
    private const string Head = """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"}""";

    [Fact]
    public void Read_values_one_after_another_gives_each()
    {
        var manifests = ManifestReader.Read(Rendered.Text($"{Head}}}\n{Head}}} {Head}}}\n---\n{Head}}}\n---\n"));

        Assert.Equal(4, manifests.Count);
        Assert.Equal([0, 63], manifests.Take(2).Select(m => m.Offset));
    }

    [Fact]
    public void Read_json_then_yaml_gives_both()
    {
        var manifests = ManifestReader.Read(Rendered.Text($"{Head}}}\n---\n# another\napiVersion: v1\nkind: Secret\nmetadata: {{name: b}}\n"));

        Assert.Equal(["ConfigMap 'a'", "Secret 'b'"], manifests.Select(m => m.ToString()));
        Assert.Equal("apiVersion", manifests[1].Source.Text[manifests[1].Offset..][..10]);
    }

    [Theory]
    [InlineData("""1""", """1""")]
    [InlineData("""-0.5e3""", """-500""")]
    [InlineData("""18446744073709551615""", """18446744073709551615""")]
    [InlineData("""[ ]""", """[]""")]
    [InlineData("""[null,true,false,{ }]""", """[null,true,false,{}]""")]
    [InlineData(""" "\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00" """, "\"\\\"\\\\/\\b\\f\\n\\r\\té😀\"")]
    public void Read_values_of_all_kinds(string value, string expected)
    {
        var read = Rendered.Object($$"""{{Head}},"x":{{value}}}""")["x"];

        Assert.Equal(Rendered.Canonical($"[{expected}]"), $"[{read?.ToJsonString() ?? "null"}]");
    }

    [Theory]
    [InlineData(""","x":1 "y":2}""", "expected ',' or '}' after")]
    [InlineData(""","x":[1 2]}""", "expected ',' or ']' after")]
    [InlineData(""","x":1,}""", "expected a key in double quotes after ','")]
    [InlineData(""","x":[1,]}""", "expected a value")]
    [InlineData(""", // why""", "expected a key in double quotes")]
    [InlineData(""","x" 1}""", "expected ':' after the key \"x\"")]
    [InlineData(""","x":1,"x":2}""", "the key \"x\" is there twice")]
    [InlineData(""","x":01}""", "'01' is not a number")]
    [InlineData(""","x":1e999}""", "'1e999' is not a number")]
    [InlineData(""","x":yes}""", "expected a value; a string needs double quotes")]
    [InlineData(""","x":"\q"}""", "an escape that JSON does not have")]
    [InlineData(""","x":"\u12"}""", "four hexadecimal digits")]
    [InlineData(""","x":"\ud800"}""", "half of a surrogate pair")]
    [InlineData(",\"x\":\"a\tb\"}", "the control character U+0009 in a string")]
    [InlineData(",\"x\":\"a\nb\"}", "a string is not closed on its line")]
    [InlineData(""","x":"a""", "a string is never closed")]
    [InlineData(""","x":[{""", "expected a key")]
    [InlineData(""","x":[1""", "this '[' is never closed")]
    [InlineData(""","x":""", "the text ends where a value is expected")]
    [InlineData("""} x""", "expected the end, '---' or the next object")]
    [InlineData("""} ---""", "expected the end, '---' or the next object")]
    public void Read_bad_json_says_what_is_wrong(string rest, string problem) =>
        Assert.Contains(problem, Rendered.Refused(Head + rest).Problem, StringComparison.Ordinal);

    [Fact]
    public void Read_nested_too_deep_is_refused() =>
        Assert.Contains("nested deeper than 200", Rendered.Refused(new string('[', 1_000_000)).Problem, StringComparison.Ordinal);
}
