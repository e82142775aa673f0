using static Allocator.Tests.Templates.Go.Rendering;

namespace Allocator.Tests.Templates.Go;

public sealed class GoTemplateEngineTests
{
    [Fact]
    public void Engine_has_the_name_and_the_suffixes_of_Go_templates()
    {
        var engine = new GoTemplateEngine();

        Assert.Equal("go", engine.Name);
        Assert.Equal([".gotmpl", ".tmpl", "-template"], engine.FileSuffixes);
    }

    [Theory]
    [InlineData("{{range 3}}{{.}},{{end}}", "0,1,2,")]
    [InlineData("{{range $i := 3}}{{$i}},{{end}}", "0,1,2,")]
    [InlineData("{{range 0}}x{{else}}none{{end}}", "none")]
    [InlineData("{{range -1}}x{{else}}none{{end}}", "none")]
    [InlineData("{{range 5}}{{if eq . 1}}{{continue}}{{end}}{{if eq . 3}}{{break}}{{end}}{{.}}{{end}}", "02")]
    [InlineData("{{range len \"ab\"}}{{.}}{{end}}", "01")]
    public void Range_over_an_integer_counts(string template, string expected) => Assert.Equal(expected, Render(template));

    [Fact]
    public void Range_over_an_integer_with_two_variables_is_an_error() =>
        Assert.Contains("more than one variable", Fail("{{range $i, $v := 3}}{{end}}").Problem, StringComparison.Ordinal);

    [Theory]
    [InlineData("{{with \"\"}}a{{else with \"b\"}}{{.}}{{end}}", "b")]
    [InlineData("{{with \"\"}}a{{else with 0}}b{{else}}c{{end}}", "c")]
    [InlineData("{{with \"\"}}a{{else with 0}}b{{else with 7}}{{.}}{{end}}", "7")]
    public void Else_with_goes_on_with_the_next_value(string template, string expected) => Assert.Equal(expected, Render(template));

    [Theory]
    [InlineData("{{if true}}{{else with 1}}{{end}}")]
    [InlineData("{{with 1}}{{else if true}}{{end}}")]
    public void Else_with_another_keyword_is_an_error(string template) =>
        Assert.Contains("unexpected <", Fail(template).Problem, StringComparison.Ordinal);

    [Fact]
    public void Range_that_assigns_sets_both_variables() =>
        Assert.Equal("0=a 1=b 1b", Render("""{{$i := 0}}{{$v := ""}}{{range $i, $v = list "a" "b"}}{{$i}}={{$v}} {{end}}{{$i}}{{$v}}"""));

    [Theory]
    [InlineData("{{1i}}")]
    [InlineData("{{1+2i}}")]
    public void Complex_number_is_an_error(string template) => Assert.Contains("bad number syntax", Fail(template).Problem, StringComparison.Ordinal);

    [Fact]
    public void Unknown_name_is_an_error_that_lists_the_known_ones()
    {
        var error = Fail("\n  {{.Nmae}}", ("Name", "x"), ("MountName", "y"));

        Assert.Equal("map has no entry for key \"Nmae\"; it has MountName, Name", error.Problem);
        Assert.Equal(new TemplatePosition(2, 5), error.Position);
        Assert.Equal("test.tmpl(2,5): map has no entry for key \"Nmae\"; it has MountName, Name", error.Message);
    }

    [Theory]
    [InlineData("{{.Map.Nope}}")]
    [InlineData("{{if .Nope}}{{end}}")]
    [InlineData("{{.Nope | default \"x\"}}")]
    [InlineData("{{(index . \"Nope\").X}}")]
    public void Unknown_name_is_an_error_everywhere(string template) =>
        Assert.Contains("no entry for key", Fail(template, ("Map", new Dictionary<string, object?>())).Problem, StringComparison.Ordinal);

    [Fact]
    public void Unknown_name_is_no_value_if_it_is_no_error()
    {
        var template = new GoTemplateEngine { MissingKeyIsError = false }.Parse(new TemplateSource("t", "{{.Nope}} {{.Nope.X}} {{default 1 .Nope}}"));

        Assert.Equal("<no value> <no value> 1", template.Render(NoData, RenderLimits.Default).Text);
    }

    [Fact]
    public void Optional_name_is_asked_for_by_index() =>
        Assert.Equal("none yes", Render("""{{index . "A" | default "none"}} {{hasKey . "B" | ternary "yes" "no"}}""", ("B", 1L)));

    [Fact]
    public void Data_of_other_number_types_and_lists_of_strings_are_taken() =>
        Assert.Equal("1 2.5 a,b", Render("{{.I}} {{.F}} {{join \",\" .L}}", ("I", 1), ("F", 2.5f), ("L", new List<string> { "a", "b" })));

    [Fact]
    public void Data_of_a_type_that_templates_do_not_have_is_an_error() =>
        Assert.Contains("System.Version", Fail("{{.V}}", ("V", new Version(1, 0))).Problem, StringComparison.Ordinal);

    [Fact]
    public async Task One_template_renders_at_once_on_many_threads()
    {
        const string Text = "{{$x := .N}}{{range until 50}}{{$x}}{{printf \"-%03d \" .}}{{end}}{{randAlphaNum 8}}";
        var template = new GoTemplateEngine().Parse(new TemplateSource("t", Text));
        var expected = Enumerable.Range(0, 8).Select(RenderWith).ToArray();

        var rendered = await Task.WhenAll(Enumerable.Range(0, 400).Select(i => Task.Run(() => RenderWith(i % 8))));

        Assert.Equal(Enumerable.Range(0, 400).Select(i => expected[i % 8]), rendered);

        string RenderWith(int n) => template.Render(Data(("N", n)), RenderLimits.Default).Text;
    }

    [Fact]
    public void Output_that_is_not_UTF8_has_replacement_characters() => Assert.Equal("a\uFFFDb", Render("a{{\"\\xff\"}}b"));
}
