using Microsoft.Extensions.DependencyInjection;

namespace Allocator.EngineContract;

/// <summary>What is Handlebars' own, besides the contract of all engines.</summary>
public sealed class HandlebarsTemplateEngineTests
{
    private const string Special = "a \"b\" \\ <&> 'c'\n\té😀";

    [Fact]
    public void Added_engine_is_chosen_by_file_name_and_option_and_listed()
    {
        using var provider = new ServiceCollection().AddAllocator().AddHandlebars().Services.BuildServiceProvider();
        var engines = provider.GetRequiredService<TemplateEngines>();

        Assert.Equal("handlebars", engines.For("db.yaml.hbs", null).Name);
        Assert.Equal("handlebars", engines.For("db.handlebars", null).Name);
        Assert.Equal("handlebars", engines.For("db.gotmpl", "Handlebars").Name);
        Assert.Equal("go", engines.For("db.gotmpl", null).Name);
        var unknown = Assert.Throws<AllocatorException>(() => engines.For("db.hbs", "mustache"));
        Assert.Contains("go (.gotmpl .tmpl -template), handlebars (.hbs .handlebars)", unknown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"apiVersion\": \"v1\", \"kind\": \"ConfigMap\", \"metadata\": {\"name\": \"x\"}, \"v\": \"<{{S}}>\"}")]
    [InlineData("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\nv: \"<{{S}}>\"\n")]
    public void Value_between_double_quotes_stays_what_it_is(string template)
    {
        var read = Assert.Single(Manifests.ManifestReader.Read(Parse(template).Render(Data(("S", Special)), RenderLimits.Default)));

        Assert.Equal($"<{Special}>", read.Object["v"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("{{S}}", "a \\\"b\\\" \\\\ <&> 'c'\\n\\té😀")]
    [InlineData("{{{S}}}", Special)]
    [InlineData("{{default S \"x\"}}", "a \\\"b\\\" \\\\ <&> 'c'\\n\\té😀")]
    [InlineData("{{json \"<\"}}", "\"\\u003c\"")]
    [InlineData("{{{json \"<\"}}}", "\"\\u003c\"")]
    [InlineData("{{json (json \"a\")}}", "\"\\\"a\\\"\"")]
    public void Value_is_encoded_once_and_not_for_HTML(string template, string expected) => Assert.Equal(expected, Render(template, ("S", Special)));

    [Theory]
    [InlineData("{{eq N 3}} {{eq N \"3\"}} {{eq S \"text\"}} {{ne S \"text\"}} {{eq F 3}}", "true false true false true")]
    [InlineData("{{lt N 4}} {{le N 3}} {{gt N 3}} {{ge N 4}} {{lt \"a\" \"b\"}}", "true true false false true")]
    [InlineData("{{or \"\" S}} {{and N S}} {{not N}} {{not \"\"}} {{or \"\" false}}", "text text false true false")]
    [InlineData("{{#if (and (eq N 3) (or (eq S \"x\") (not false)))}}yes{{else}}no{{/if}}", "yes")]
    [InlineData("{{default (lookup M \"nope\") \"\" \"other\"}} {{default 0 1}} {{default false true}}", "other 0 false")]
    [InlineData("a:{{nindent 2 (toYaml M)}}", "a:\n  k: v\n  l:\n  - 1")]
    [InlineData("{{indent 2 \"a\"}}", "  a")]
    [InlineData("{{#each M}}{{@key}}{{#if @last}}.{{else}},{{/if}}{{/each}} {{#with M as |m|}}{{m.k}}{{/with}} {{#unless N}}a{{else}}b{{/unless}}", "k,l. v b")]
    [InlineData("{{! a }}{{!-- {{b}} --}}\\{{c}} {{~S~}} \n d", "{{c}}textd")]
    [InlineData("{{#*inline \"p\"}}<{{this}}>{{/inline}}{{#each M.l}}{{> p this}}{{/each}}{{> p \"x\"}}", "<1><x>")]
    public void Helpers_do_what_their_names_say(string template, string expected) =>
        Assert.Equal(expected, Render(template, ("N", 3L), ("F", 3.0), ("S", "text"), ("M", new Dictionary<string, object?> { ["l"] = new List<object?> { 1L }, ["k"] = "v" })));

    [Theory]
    [InlineData("\n{{json}}", "json: it takes 1 arguments, but there are 0", 2)]
    [InlineData("\n {{lt S 1}}", "lt: only two numbers or two texts can be compared", 2)]
    [InlineData("{{indent \"x\" S}}", "indent: argument 1 must be a number of characters", 1)]
    [InlineData("{{indent 2000000 S}}", "the limit of 1048576 characters", 1)]
    [InlineData("\n\n{{> nope}}", "partial name 'nope' could not be resolved", 3)]
    [InlineData("\n{{#nope S}}{{/nope}}", "nope", 2)]
    [InlineData("\n{{nope S}}", "there is no 'nope'", 2)]
    public void Misused_helper_is_an_error_at_its_place(string template, string problem, int line)
    {
        var error = Fail(template, ("S", "text"));

        Assert.Contains(problem, error.Problem, StringComparison.Ordinal);
        Assert.Equal(line, error.Position?.Line);
    }

    [Theory]
    [InlineData("{{L}}")]
    [InlineData("{{quote L}}")]
    [InlineData("{{{L}}}")]
    public void List_as_text_is_an_error_that_says_what_to_write(string template) =>
        Assert.Contains("use json or toYaml", Fail(template, ("L", new List<object?> { "a" })).Problem, StringComparison.Ordinal);

    [Fact]
    public void Made_up_values_need_a_seed() => Assert.Contains(
        "need a seed",
        Assert.Throws<TemplateException>(() => Parse("{{randAlpha 4}}{{randNumeric 4}}").Render(new TemplateData(new Dictionary<string, object?>()), RenderLimits.Default)).Problem,
        StringComparison.Ordinal);

    [Theory]
    [InlineData(20, "recursion depth limit of 20")]
    [InlineData(int.MaxValue, "nested too deep")]
    public void Partial_that_calls_itself_for_ever_is_an_error(int maxDepth, string problem)
    {
        var template = Parse("{{#*inline \"p\"}}{{> p}}{{/inline}}{{> p}}");

        var error = Assert.Throws<TemplateException>(() => template.Render(Data(), new RenderLimits { MaxDepth = maxDepth }));

        Assert.Contains(problem, error.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Deep_blocks_in_a_partial_that_calls_itself_are_an_error_not_a_crash()
    {
        var (open, close) = (string.Concat(Enumerable.Repeat("{{#with this}}", 90)), string.Concat(Enumerable.Repeat("{{/with}}", 90)));

        var error = Fail($"{{{{#*inline \"p\"}}}}{open}{{{{> p}}}}{close}{{{{/inline}}}}{{{{> p}}}}", ("S", "text"));

        Assert.Contains("nested too deep", error.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Deep_expressions_and_long_chains_are_an_error_when_they_are_parsed()
    {
        var expression = $"{{{{{new string('(', 200)}S{new string(')', 200)}}}}}";
        var chain = $"{{{{#if S}}}}{string.Concat(Enumerable.Repeat("{{else if S}}", 200))}{{{{/if}}}}";

        Assert.Contains("expressions are nested deeper than 100", Assert.Throws<TemplateException>(() => Parse(expression)).Problem, StringComparison.Ordinal);
        Assert.Contains("blocks are nested deeper than 100", Assert.Throws<TemplateException>(() => Parse(chain)).Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{{#each L}}{{#each @root.L}}{{#each @root.L}}{{#each @root.L}}{{/each}}{{/each}}{{/each}}{{/each}}")]
    [InlineData("{{#*inline \"p\"}}{{#each @root.L}}{{> p}}{{/each}}{{/inline}}{{#each L}}{{> p}}{{/each}}")]
    public void Loops_and_partials_with_nothing_in_them_end_too(string template)
    {
        var parsed = Parse(template);
        var list = Enumerable.Repeat<object?>("a", 100).ToList();

        var error = Assert.Throws<TemplateException>(() => parsed.Render(Data(("L", list)), new RenderLimits { MaxSteps = 10_000, MaxDepth = 150 }));

        Assert.True(error.Problem.Contains("10000 steps", StringComparison.Ordinal) || error.Problem.Contains("depth limit", StringComparison.Ordinal), error.Message);
    }

    private static TemplateData Data(params (string Name, object? Value)[] values) => new(values.ToDictionary(v => v.Name, v => v.Value), "a secret");

    private static ITemplate Parse(string template) => new HandlebarsTemplateEngine().Parse(new TemplateSource("test.hbs", template));

    private static string Render(string template, params (string Name, object? Value)[] values) => Parse(template).Render(Data(values), RenderLimits.Default).Text;

    private static TemplateException Fail(string template, params (string Name, object? Value)[] values) => Assert.Throws<TemplateException>(() => Render(template, values));
}
