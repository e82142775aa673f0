using static Allocator.Tests.Templates.Go.Rendering;

namespace Allocator.Tests.Templates.Go;

public sealed class SourceMapTests
{
    [Fact]
    public void Position_in_text_advances_with_the_text()
    {
        var rendered = RenderWhole("ab\ncd", NoData);

        Assert.Equal(new TemplatePosition(1, 1), rendered.PositionOf(0));
        Assert.Equal(new TemplatePosition(1, 3), rendered.PositionOf(2));
        Assert.Equal(new TemplatePosition(2, 1), rendered.PositionOf(3));
        Assert.Equal(new TemplatePosition(2, 2), rendered.PositionOf(4));
    }

    [Fact]
    public void Position_in_a_value_is_that_of_the_action()
    {
        var rendered = RenderWhole("name: {{.Name}}\nport: {{ 80 }}!", Data(("Name", "web")));

        Assert.Equal("name: web\nport: 80!", rendered.Text);
        Assert.All(Enumerable.Range(6, 3), offset => Assert.Equal(new TemplatePosition(1, 7), rendered.PositionOf(offset)));
        Assert.Equal(new TemplatePosition(1, 16), rendered.PositionOf(9));
        Assert.Equal(new TemplatePosition(2, 7), rendered.PositionOf(17));
        Assert.Equal(new TemplatePosition(2, 15), rendered.PositionOf(18));
    }

    [Fact]
    public void Position_in_a_loop_is_that_of_the_body_each_time()
    {
        var rendered = RenderWhole("{{range list \"a\" \"b\"}}\n- {{.}}{{end}}", NoData);

        Assert.Equal("\n- a\n- b", rendered.Text);
        Assert.Equal(rendered.PositionOf(3), rendered.PositionOf(7));
        Assert.Equal(new TemplatePosition(2, 3), rendered.PositionOf(7));
        Assert.Equal(new TemplatePosition(2, 1), rendered.PositionOf(5));
    }

    [Fact]
    public void Position_in_a_called_template_is_in_its_definition() =>
        Assert.Equal(new TemplatePosition(2, 2), RenderWhole("{{define \"a\"}}\n x{{end}}{{template \"a\"}}", NoData).PositionOf(2));

    [Fact]
    public void Position_after_trimmed_space_is_that_of_the_text() =>
        Assert.Equal(new TemplatePosition(2, 3), RenderWhole("{{\"\" -}}\n  x", NoData).PositionOf(0));

    [Fact]
    public void Action_that_prints_nothing_has_no_place_in_the_output() =>
        Assert.Equal(new TemplatePosition(1, 25), RenderWhole("{{\"\"}}{{if true}}{{end}}x", NoData).PositionOf(0));

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    [InlineData(int.MaxValue)]
    public void Position_outside_the_output_is_not_known(int offset) => Assert.Null(RenderWhole("ab", NoData).PositionOf(offset));

    [Fact]
    public void Position_in_empty_output_is_not_known() => Assert.Null(RenderWhole("{{/* nothing */}}", NoData).PositionOf(0));
}
