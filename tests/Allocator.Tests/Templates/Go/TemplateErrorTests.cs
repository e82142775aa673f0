using static Allocator.Tests.Templates.Go.Rendering;

namespace Allocator.Tests.Templates.Go;

public sealed class TemplateErrorTests
{
    [Theory]
    [InlineData("a\nb {{foo}}", 2, 5, "function \"foo\" not defined")]
    [InlineData("{{.A}", 1, 5, "bad character U+007D '}'")]
    [InlineData("{{.A }", 1, 6, "unexpected \"}\" in operand")]
    [InlineData("{{\n.A", 2, 3, "unclosed action")]
    [InlineData("{{/* a", 1, 3, "unclosed comment")]
    [InlineData("x\n{{if true}}\n{{if false}}{{end}}", 2, 1, "unexpected EOF: this if has no {{end}}")]
    [InlineData("{{range .L}}\n  {{with .X}}", 2, 3, "unexpected EOF: this with has no {{end}}")]
    [InlineData("{{end}}", 1, 1, "unexpected {{end}}")]
    [InlineData("a {{else}}", 1, 3, "unexpected {{else}}")]
    [InlineData("{{if true}}{{else}}{{else}}{{end}}", 1, 20, "expected end; found {{else}}")]
    [InlineData("{{$x}}", 1, 3, "undefined variable \"$x\"")]
    [InlineData("{{\"abc}}", 1, 3, "unterminated quoted string")]
    [InlineData("{{ 'a }}", 1, 4, "unterminated character constant")]
    [InlineData("{{ (1 }}", 1, 7, "unclosed left paren")]
    [InlineData("{{1.2.3}}", 1, 6, "unexpected \".3\" in operand")]
    [InlineData("{{12ab}}", 1, 3, "bad number syntax: \"12a\"")]
    [InlineData("{{08}}", 1, 3, "integer overflow: \"08\"")]
    [InlineData("{{1__0}}", 1, 3, "illegal number syntax: \"1__0\"")]
    [InlineData("{{break}}", 1, 1, "{{break}} outside {{range}}")]
    [InlineData("{{.A | 3}}", 1, 8, "non executable command in pipeline stage 2")]
    [InlineData("{{if}}{{end}}", 1, 5, "missing value for if")]
    [InlineData("{{template foo}}", 1, 12, "unexpected \"foo\" in template clause")]
    [InlineData("{{define \"a\"}}x{{end}}\n{{define \"a\"}}y{{end}}", 2, 1, "multiple definition of template \"a\"")]
    [InlineData("é日{{.A!}}", 1, 7, "bad character U+0021 '!'")]
    public void Parse_error_names_the_place_and_the_problem(string template, int line, int column, string problem)
    {
        var error = Assert.Throws<TemplateException>(() => new GoTemplateEngine().Parse(new TemplateSource("t", template)));

        Assert.Equal(problem, error.Problem);
        Assert.Equal(new TemplatePosition(line, column), error.Position);
    }

    [Theory]
    [InlineData("a\n {{.S.X}}", 2, 6, "can't evaluate field X in type string")]
    [InlineData("{{.M.A.B}}", 1, 7, "can't evaluate field B in type int")]
    [InlineData("{{.N.X}}", 1, 5, "nil pointer evaluating interface {}.X")]
    [InlineData("{{len 3}}", 1, 3, "error calling len: len of type int")]
    [InlineData("{{print (index .L 5)}}", 1, 10, "error calling index: index out of range: 5")]
    [InlineData("{{eq 1 \"a\"}}", 1, 3, "error calling eq: incompatible types for comparison")]
    [InlineData("{{lt .L .L}}", 1, 3, "error calling lt: invalid type for comparison")]
    [InlineData("{{eq 1}}", 1, 3, "error calling eq: missing argument for comparison")]
    [InlineData("{{len}}", 1, 3, "wrong number of args for len: want 1 got 0")]
    [InlineData("{{.S | printf}}{{index}}", 1, 18, "wrong number of args for index: want at least 1 got 0")]
    [InlineData("{{range .S}}{{end}}", 1, 9, "range can't iterate over a value of type string")]
    [InlineData("x{{template \"no\"}}", 1, 13, "template \"no\" not defined")]
    [InlineData("{{nil}}", 1, 3, "nil is not a command")]
    [InlineData("{{1 2}}", 1, 3, "can't give argument to non-function")]
    [InlineData("{{.S 1}}", 1, 3, "S is not a method but has arguments")]
    [InlineData("{{9223372036854775808}}", 1, 3, "9223372036854775808 overflows int")]
    [InlineData("{{define \"a\"}}\n  {{.X}}{{end}}{{template \"a\" .S}}", 2, 5, "can't evaluate field X in type string")]
    [InlineData("{{required \"say who\" \"\"}}", 1, 3, "error calling required: say who")]
    [InlineData("{{upper 3}}", 1, 3, "error calling upper: wrong type for argument 1; expected string; got int")]
    [InlineData("{{call .S}}", 1, 3, "error calling call: non-function of type string")]
    public void Execution_error_names_the_place_and_the_problem(string template, int line, int column, string problem)
    {
        var error = Fail(template, ("S", "str"), ("N", null), ("L", new object?[] { 1L }), ("M", new Dictionary<string, object?> { ["A"] = 1L }));

        Assert.Equal(problem, error.Problem);
        Assert.Equal(new TemplatePosition(line, column), error.Position);
    }

    [Theory]
    [InlineData("{{range .P}}{{end}}")]
    [InlineData("{{.P.X}}")]
    [InlineData("{{lt .P 1}}")]
    [InlineData("{{eq .P 1}}")]
    [InlineData("{{index .P 99}}")]
    [InlineData("{{slice .P 99}}")]
    [InlineData("{{upper (list .P)}}")]
    [InlineData("{{b64dec .P}}")]
    [InlineData("{{fromJson .P}}")]
    [InlineData("{{fromYaml (print .P \": [\")}}")]
    [InlineData("{{fromYaml (print \"*\" .P)}}")]
    [InlineData("{{div 1 .P}}")]
    [InlineData("{{template .P}}")]
    public void Error_shows_no_value_of_the_data(string template) =>
        Assert.DoesNotContain("truehunter2", Fail(template, ("P", "truehunter2")).ToString(), StringComparison.Ordinal);
}
