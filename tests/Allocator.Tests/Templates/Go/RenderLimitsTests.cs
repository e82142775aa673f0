using static Allocator.Tests.Templates.Go.Rendering;

namespace Allocator.Tests.Templates.Go;

public sealed class RenderLimitsTests
{
    private static readonly RenderLimits Small = new() { MaxOutputLength = 1000, MaxSteps = 10_000, MaxDepth = 20 };

    [Theory]
    [InlineData("{{define \"a\"}}{{template \"a\"}}{{end}}{{template \"a\"}}", "template depth")]
    [InlineData("{{define \"a\"}}x{{template \"b\" .}}{{end}}{{define \"b\"}}{{template \"a\" .}}{{end}}{{template \"a\" 1}}", "template depth")]
    [InlineData("{{range 1000000000000}}{{end}}", "10000 steps")]
    [InlineData("{{range until 100}}{{range until 100}}{{range until 100}}{{end}}{{end}}{{end}}", "10000 steps")]
    [InlineData("{{range 100000}}{{if .}}{{end}}{{end}}", "10000 steps")]
    [InlineData("{{until 1000000000000 | len}}", "10000 steps")]
    [InlineData("{{range 100000}}text{{end}}", "1000 characters")]
    [InlineData("{{printf \"%2000d\" 1}}", "1000 characters")]
    [InlineData("{{repeat 1001 \"a\"}}", "1000 characters")]
    [InlineData("{{repeat 1000000000 \"\"}}", "1000 characters")]
    [InlineData("{{repeat 500 \"a\" | replace \"a\" \"aaa\" | len}}", "1000 characters")]
    [InlineData("{{repeat 500 \"a\" | replace \"\" \"aaa\" | len}}", "1000 characters")]
    [InlineData("{{repeat 500 \"\\n\" | indent 2 | len}}", "1000 characters")]
    [InlineData("{{randAlphaNum 1001 | len}}", "1000 characters")]
    [InlineData("{{$s := \"xx\"}}{{range 100}}{{$s = print $s $s}}{{end}}", "1000 characters")]
    [InlineData("{{$s := \"xx\"}}{{range 100}}{{$s = printf \"%[1]s%[1]s\" $s}}{{end}}", "1000 characters")]
    [InlineData("{{$l := list}}{{range 60}}{{$l = list $l $l}}{{end}}{{$l}}", "1000 characters")]
    [InlineData("{{$l := list}}{{range 60}}{{$l = list $l $l}}{{end}}{{toJson $l}}", "1000 characters")]
    [InlineData("{{$l := list}}{{range 60}}{{$l = list $l $l}}{{end}}{{toYaml $l}}", "1000 characters")]
    [InlineData("{{$l := list}}{{$m := list}}{{range 60}}{{$l = list $l $l}}{{$m = list $m $m}}{{end}}{{has $l (list $m)}}", "10000 steps")]
    [InlineData("{{$l := list 1}}{{range 5000}}{{$l = append $l 1}}{{end}}", "10000 steps")]
    [InlineData("{{$l := list}}{{range 2000}}{{$l = list $l}}{{end}}{{$l}}", "nested deeper than 100")]
    [InlineData("{{$l := list}}{{range 2000}}{{$l = list $l}}{{end}}{{toJson $l}}", "nested deeper than 100")]
    [InlineData("{{$l := list}}{{range 2000}}{{$l = list $l}}{{end}}{{toYaml $l}}", "nested deeper than 100")]
    [InlineData("{{$l := list}}{{$m := list}}{{range 2000}}{{$l = list $l}}{{$m = list $m}}{{end}}{{has $l (list $m)}}", "nested deeper than 100")]
    [InlineData("{{fromYaml (repeat 500 \"[\")}}", "nested deeper than 100")]
    [InlineData("{{fromJson (repeat 500 \"[\")}}", "nested deeper than 100")]
    public void Template_without_end_or_measure_is_an_error(string template, string limit)
    {
        var error = Assert.Throws<TemplateException>(() => Render(template, Data(), Small));

        Assert.Contains(limit, error.Problem, StringComparison.Ordinal);
        Assert.NotNull(error.Position);
    }

    [Fact]
    public void Endless_recursion_is_an_error_whatever_the_limit()
    {
        var limits = new RenderLimits { MaxDepth = int.MaxValue, MaxSteps = int.MaxValue };
        var nested = string.Concat(Enumerable.Repeat("{{if true}}", 90)) + "{{template \"a\"}}" + string.Concat(Enumerable.Repeat("{{end}}", 90));

        var error = Assert.Throws<TemplateException>(() => Render($"{{{{define \"a\"}}}}{nested}{{{{end}}}}{{{{template \"a\"}}}}", NoData, limits));

        Assert.Contains("call itself for ever", error.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{{", "(", "1", ")", "}}")]
    [InlineData("", "{{if true}}", "x", "{{end}}", "")]
    [InlineData("", "{{range .L}}", "x", "{{end}}", "")]
    [InlineData("", "{{with 1}}{{else}}", "x", "{{end}}", "")]
    [InlineData("", "{{block \"a\" .}}", "x", "{{end}}", "")]
    [InlineData("{{", "print (", "1", ")", "}}")]
    [InlineData("{{", "(", "", "", "")]
    [InlineData("", "{{if true}}", "", "", "")]
    public void Deep_nesting_is_an_error(string begin, string open, string core, string close, string end)
    {
        var template = begin + string.Concat(Enumerable.Repeat(open, 10_000)) + core + string.Concat(Enumerable.Repeat(close, 10_000)) + end;

        Assert.Contains("nested deeper than 100", Fail(template).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Long_chain_of_else_if_is_no_nesting()
    {
        var chain = string.Concat(Enumerable.Range(1, 5000).Select(i => $"{{{{else if eq .N {i}}}}}{i}"));

        Assert.Equal("4321", Render($"{{{{if eq .N 0}}}}0{chain}{{{{end}}}}", ("N", 4321L)));
    }

    [Fact]
    public void Output_as_long_as_the_limit_is_no_error() =>
        Assert.Equal(1000, Render("{{range 10}}{{repeat 100 \"a\"}}{{end}}", Data(), Small).Length);

    [Fact]
    public void Template_calls_as_deep_as_the_limit_are_no_error() =>
        Assert.Equal("20", Render(
            """{{define "a"}}{{if lt . 20}}{{template "a" (add . 1)}}{{else}}{{.}}{{end}}{{end}}{{template "a" 1}}""", Data(), Small));
}
