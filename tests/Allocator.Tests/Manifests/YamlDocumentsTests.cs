namespace Allocator.Manifests;

public sealed class YamlDocumentsTests
{
    private const string Head = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n";

    [Fact]
    public void Read_many_documents_skips_empty_ones()
    {
        var manifests = ManifestReader.Read(Rendered.Text(
            $"---\n# nothing\n---\n{Head}---\n---\n{{apiVersion: v1, kind: Secret, metadata: {{name: b}}}}\n...\n"));

        Assert.Equal(["ConfigMap 'a'", "Secret 'b'"], manifests.Select(m => m.ToString()));
    }

    [Fact]
    public void Read_merge_keys_own_keys_win_and_earlier_sources_before_later()
    {
        var read = Rendered.Object(Head + "a: &a {x: 1, w: 1}\nb: &b {x: 2, z: 2}\nc:\n  z: 3\n  <<: [*a, *b]\nd: {<<: *b, x: 4}\n");

        Assert.Equal("""{"z":3,"x":1,"w":1}""", read["c"]!.ToJsonString());
        Assert.Equal("""{"x":4,"z":2}""", read["d"]!.ToJsonString());
    }

    [Fact]
    public void Read_keys_that_are_no_strings_become_strings()
    {
        var read = Rendered.Object(Head + "m: {1: a, yes: b, 0x10: c}\n");

        Assert.Equal("""{"1":"a","true":"b","16":"c"}""", read["m"]!.ToJsonString());
    }

    [Fact]
    public void Read_escapes_in_double_quotes()
    {
        var read = Rendered.Object(Head + """m: "a\"\n\u00e9\x41\U0001F600\ud83d\ude00" """);

        Assert.Equal("a\"\néA😀😀", read["m"]!.GetValue<string>());
    }

    [Fact]
    public void Read_tags_of_the_core_schema_are_honoured()
    {
        var read = Rendered.Object(Head + "m: [!!str 1, !!int '1', !!float 1, !!bool 'true', !!null '', ! 1, !!seq [], !!map {}]\n");

        Assert.Equal("""["1",1,1,true,null,"1",[],{}]""", read["m"]!.ToJsonString());
    }

    [Theory]
    [InlineData("x: 1\nx: 2\n", "the key \"x\" is there twice")]
    [InlineData("x: {a: 1, 'a': 2}\n", "the key \"a\" is there twice")]
    [InlineData("m: {true: 1, 'true': 2}\n", "the key \"true\" is there twice")]
    [InlineData("x: .inf\n", "'.inf' is a number that JSON does not have")]
    [InlineData("x: !!binary aGk=\n", "does not fit here")]
    [InlineData("x: !thing 1\n", "does not fit here")]
    [InlineData("x: !!int 1.5\n", "does not fit here")]
    [InlineData("x: !!set {a}\n", "does not fit here")]
    [InlineData("x: *nothing\n", "the anchor 'nothing' is not defined before this")]
    [InlineData("x: &x [*x]\n", "the anchor 'x' is not defined before this")]
    [InlineData("x: {<<: 1}\n", "'<<' merges only")]
    [InlineData("? [a]\n: 1\n", "a key must be a string")]
    [InlineData("x: [1\n", "this is not YAML")]
    [InlineData("x: \"a\n", "this is not YAML")]
    [InlineData("  x: 1\n y: 2\n", "this is not YAML")]
    [InlineData("x: a: b\n", "this is not YAML")]
    [InlineData("x: \u0000\n", "U+0000 is not allowed")]
    [InlineData("x: \u0007\n", "U+0007 is not allowed")]
    public void Read_bad_yaml_says_what_is_wrong(string rest, string problem) =>
        Assert.Contains(problem, Rendered.Refused(Head + rest).Problem, StringComparison.Ordinal);

    [Fact]
    public void Read_lone_surrogate_is_refused() =>
        Assert.Contains("half of a surrogate pair", Rendered.Refused(Head + "x: " + '\ud800').Problem, StringComparison.Ordinal);

    [Fact]
    public void Read_aliases_of_aliases_are_bounded()
    {
        var laughs = string.Concat(Enumerable.Range(1, 12)
            .Select(i => $"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 9))}]\n"));

        var problem = Rendered.Refused($"{Head}a0: &a0 lol\n{laughs}").Problem;

        Assert.Contains("the aliases expand to more than", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_depth_through_aliases_is_bounded()
    {
        var deep = new string('[', 150) + "1" + new string(']', 150);
        var deeper = new string('[', 100) + "*a" + new string(']', 100);

        Assert.Contains("nested deeper than 200", Rendered.Refused($"{Head}a: &a {deep}\nb: {deeper}\n").Problem, StringComparison.Ordinal);
        Assert.Contains("nested deeper than 200", Rendered.Refused("- " + new string('[', 500_000)).Problem, StringComparison.Ordinal);
    }
}
