namespace Allocator.Manifests;

public sealed class StructureGuardTests
{
    private const string Head = "apiVersion: v1\nkind: Pod\nmetadata: {name: \"{{.Name}}\"}\n";

    [Theory]
    [InlineData("spec: {image: {{.Parameters.p}}}", "a, hostNetwork: true", "spec has other keys")]
    [InlineData("spec:\n  image: {{.Parameters.p}}\n", "a\n  hostNetwork: true", "spec has other keys")]
    [InlineData("spec: [run, {{.Parameters.p}}, --safe]", "a, b", "spec has 4 elements instead of 3")]
    [InlineData("spec: [run, '{{.Parameters.p}}', --safe]", "evil', b] #", "spec[2] is changed, though the value does not belong there")]
    [InlineData("spec: [run, '{{.Parameters.p}}', '--user={{.Parameters.p}}']", "a', b] #", "spec[2] loses the text around the value")]
    [InlineData("spec: {{.Parameters.p}}-suffix", "a #", "spec loses the text around the value")]
    [InlineData("spec: {{.Parameters.p}}", "{a: b}", "spec is an object instead of a string")]
    [InlineData("spec: {{.Parameters.p}}", "null", "spec is null instead of a string")]
    [InlineData("spec: {{.Parameters.p}}", "yes", "spec is a boolean instead of a string")]
    [InlineData("spec: {{.Parameters.p}}", "0x10", "spec is a number instead of a string")]
    [InlineData("spec: {{.Parameters.p}}", "a\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: b}", "renders 2 objects instead of 1")]
    [InlineData("spec: {\"{{.Parameters.p}}\": 1}", "a b", "spec has other keys")]
    [InlineData("spec: {a: 1, {{.Parameters.p}}: 2}", "a: 3, b", "the key \"a\" is there twice")]
    [InlineData("spec: \"{{.Parameters.p}}\"", "a\"", "this is not YAML")]
    [InlineData("spec: {{.Parameters.p}}", "\0", "the character U+0000 is not allowed")]
    public void Check_value_that_changes_the_structure_is_refused(string spec, string value, string problem)
    {
        var refused = Assert.Throws<TemplateException>(() => Guarded.Render(Head + spec, Guarded.Caller("a@example.com", "a", value)));

        Assert.Contains(problem, refused.Problem, StringComparison.Ordinal);
        Assert.Contains("The reason is the parameter 'p' (.Parameters.p), which holds characters", refused.Problem, StringComparison.Ordinal);
        Assert.Contains("{{ .X | toJson }}", refused.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("spec: {{.Parameters.p}}", "3", "3")]
    [InlineData("spec: {{.Parameters.p}}", "true", "true")]
    [InlineData("spec: {{.Parameters.p}}", "", "null")]
    [InlineData("spec: {{.Parameters.p}}", "a b", "\"a b\"")]
    [InlineData("spec: a {{.Parameters.p}} b", "it's {x}", "\"a it's {x} b\"")]
    [InlineData("spec: '{{.Parameters.p}}'", "null", "\"null\"")]
    [InlineData("spec: |\n  {{.Parameters.p}}\n", "a: b", "\"a: b\\n\"")]
    [InlineData("spec: {{toJson .Parameters.p}}", "\"}\n---\n{", "\"\\\"}\\n---\\n{\"")]
    public void Check_value_that_stays_in_its_place_is_taken(string spec, string value, string expected)
    {
        var manifest = Assert.Single(Guarded.Render(Head + spec, Guarded.Caller("a@example.com", "a", value)));

        Assert.Equal(Rendered.Canonical(expected), manifest.Object["spec"]?.ToJsonString());
    }

    [Fact]
    public void Check_names_are_never_numbers()
    {
        var refused = Assert.Throws<TemplateException>(() => Guarded.Render(Head + "spec: {{.Owner}}", Guarded.Caller("123", "a", "")));

        Assert.Contains("spec is a number instead of a string. The reason is the caller's name (.Owner)", refused.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_harmless_values_render_once()
    {
        var renderings = 0;
        var caller = Guarded.Caller("a.b-c+d@example.com", "dev.example.com/u=a", "1.5");

        StructureGuard.Check(_ => Count(), caller, _ => new TemplateData(new Dictionary<string, object?>()));

        Assert.Equal(1, renderings);

        IReadOnlyList<Manifest> Count()
        {
            renderings++;
            return [];
        }
    }

    [Fact]
    public void Check_template_that_fails_anyway_gives_its_own_error()
    {
        var refused = Assert.Throws<TemplateException>(() => Guarded.Render("{{.Nothing}}", Guarded.Caller("a b", "a", "")));

        Assert.StartsWith("map has no entry for key \"Nothing\"", refused.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_template_that_decides_by_a_dangerous_value_says_so()
    {
        var caller = Guarded.Caller("a b", "a", "");

        var refused = Assert.Throws<TemplateException>(() => StructureGuard.Check(
            data => (string)data.Values["Owner"]! == "a b" ? [] : throw new TemplateException("test.tmpl", null, "unknown owner"),
            caller,
            c => new TemplateData(new Dictionary<string, object?> { ["Owner"] = c.Identity })));

        Assert.StartsWith(
            "unknown owner. This happens with a harmless text in the place of the caller's name (.Owner)",
            refused.Problem,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("alice", true)]
    [InlineData("a.b-c_d/e+f=g@h", true)]
    [InlineData("2024-01-31", true)]
    [InlineData("1.2.3", true)]
    [InlineData("-a", false)]
    [InlineData("a-", false)]
    [InlineData("a\n", false)]
    [InlineData("a b", false)]
    [InlineData("a:b", false)]
    [InlineData("é", false)]
    [InlineData("null", false)]
    [InlineData("No", false)]
    [InlineData("0644", false)]
    [InlineData("1_000", false)]
    [InlineData("12", false)]
    [InlineData("true", false)]
    [InlineData("", false)]
    public void Is_harmless_only_what_is_a_word(string text, bool expected) => Assert.Equal(expected, HarmlessText.Is(text, mayBeTyped: false));

    [Theory]
    [InlineData("12", true)]
    [InlineData("-1.5e3", true)]
    [InlineData("false", true)]
    [InlineData("", true)]
    [InlineData("012", false)]
    [InlineData("no", false)]
    [InlineData("null", false)]
    [InlineData("12\n", false)]
    public void Is_harmless_where_it_may_be_typed(string text, bool expected) => Assert.Equal(expected, HarmlessText.Is(text, mayBeTyped: true));
}
