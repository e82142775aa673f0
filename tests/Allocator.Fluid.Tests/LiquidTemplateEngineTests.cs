using Microsoft.Extensions.DependencyInjection;

namespace Allocator.EngineContract;

/// <summary>What is Liquid's own, besides the contract of all engines.</summary>
public sealed class LiquidTemplateEngineTests
{
    [Fact]
    public void Added_engine_is_chosen_by_file_name_and_option()
    {
        using var provider = new ServiceCollection().AddAllocator().AddLiquid().Services.BuildServiceProvider();
        var engines = provider.GetRequiredService<TemplateEngines>();

        Assert.Equal("liquid", engines.For("db.yaml.liquid", null).Name);
        Assert.Equal("liquid", engines.For(null, "liquid").Name);
    }

    [Theory]
    [InlineData("{% include 'other' %}")]
    [InlineData("{% render 'other' %}")]
    [InlineData("{{ 'now' | date: '%s' }}")]
    [InlineData("{{ 'x' | nope }}")]
    public void What_a_template_cannot_ask_for_is_an_error(string template) => Assert.Throws<TemplateException>(() => Render(template));

    [Fact]
    public void Variable_that_doubles_for_ever_is_an_error() => Assert.Contains(
        "the limit of 1048576 characters",
        Assert.Throws<TemplateException>(() => Render("{% assign s = 'xx' %}{% for i in (1..100) %}{% assign s = s | append: s %}{% endfor %}")).Problem,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("a:{{ M | to_yaml | nindent: 2 }}", "a:\n  k: v")]
    [InlineData("{{ 'a' | indent: 2 }}", "  a")]
    [InlineData("{{ M | get: 'nope' | default: 'other' }}", "other")]
    public void Filters_do_what_their_names_say(string template, string expected) => Assert.Equal(expected, Render(template));

    private static string Render(string template) => new LiquidTemplateEngine().Parse(new TemplateSource("test.liquid", template))
        .Render(new TemplateData(new Dictionary<string, object?> { ["M"] = new Dictionary<string, object?> { ["k"] = "v" } }, "a secret"), RenderLimits.Default).Text;
}
