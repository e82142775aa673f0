using System.Text.Json.Nodes;
using Allocator.Manifests;

namespace Allocator.EngineContract;

/// <summary>What every template engine does alike; each language adds how it says it.</summary>
public abstract class DialectTests(IDialect dialect)
{
    private static readonly List<object?> s_list = ["a", 1L, true];

    private static readonly Dictionary<string, object?> s_values = new()
    {
        ["Text"] = "text",
        ["Yes"] = true,
        ["No"] = false,
        ["Number"] = 42L,
        ["Large"] = 9007199254740993L,
        ["Fraction"] = 1.5,
        ["Nothing"] = new Dictionary<string, object?> { ["Here"] = null },
        ["List"] = s_list,
        ["Empty"] = new List<object?>(),
        ["Map"] = new Dictionary<string, object?> { ["b"] = "x", ["a"] = s_list },
        ["Parameters"] = new Dictionary<string, object?> { ["size-2"] = "big" },
    };

    public static TheoryData<string> SpecialTexts { get; } =
        ["\"", "\\", "a: b # c", "line\nline\n", "\t", "'", "{}", "[a", "null", "true", "1e3", "", " ", "é😀", "\u2028", "---\n", "{{Text}}", "%}", "&amp;", "</a>", "*x"];

    [Fact]
    public void Render_writes_scalars_as_text() =>
        Assert.Equal("text true false 42 9007199254740993 1.5 []", Render(
            $"{dialect.Raw("Text")} {dialect.Raw("Yes")} {dialect.Raw("No")} {dialect.Raw("Number")} {dialect.Raw("Large")} {dialect.Raw("Fraction")} [{dialect.Raw("Nothing.Here")}]"));

    [Fact]
    public void Json_is_JSON_of_every_type()
    {
        string[] names = ["Text", "Yes", "No", "Number", "Large", "Fraction", "List", "Map", "Empty"];
        var rendered = JsonNode.Parse(Render($"{{ {string.Join(',', names.Select(name => $"\"{name}\": {dialect.Json(name)}"))} }}"))!.AsObject();

        Assert.Equal(
            """{"Text":"text","Yes":true,"No":false,"Number":42,"Large":9007199254740993,"Fraction":1.5,"List":["a",1,true],"Map":{"a":["a",1,true],"b":"x"},"Empty":[]}""",
            rendered.ToJsonString());
    }

    [Fact]
    public void Json_of_nothing_is_null() => Assert.Equal("null", Render(dialect.Json("Nothing.Here")));

    [Theory]
    [MemberData(nameof(SpecialTexts))]
    public void Encoded_text_is_that_text_in_JSON_and_YAML(string text)
    {
        var json = $$"""{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "x"}, "json": {{dialect.Json("Text")}}, "quote": {{dialect.Quote("Text")}} }""";
        var yaml = $"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: x}}\njson: {dialect.Json("Text")}\nquote: {dialect.Quote("Text")}\nyaml: {dialect.Yaml("Text")}\n";

        foreach (var template in (string[])[json, yaml])
        {
            var read = Assert.Single(ManifestReader.Read(Parse(template).Render(Data(("Text", text)), RenderLimits.Default))).Object;

            Assert.All(read.Where(field => field.Key is "json" or "quote" or "yaml"), field => Assert.Equal(text, field.Value!.GetValue<string>()));
        }
    }

    [Fact]
    public void Base64_is_that_of_the_UTF8_bytes() =>
        Assert.Equal("w6nwn5iAIg==", Parse(dialect.Base64("Text")).Render(Data(("Text", "é😀\"")), RenderLimits.Default).Text);

    [Theory]
    [InlineData("Yes", "then")]
    [InlineData("No", "otherwise")]
    [InlineData("Nothing.Here", "otherwise")]
    [InlineData("Text", "then")]
    public void If_chooses(string condition, string expected) => Assert.Equal(expected, Render(dialect.If(condition, "then", "otherwise")));

    [Fact]
    public void Each_goes_through_a_list_in_its_order()
    {
        Assert.Equal("<\"a\"><1><true>", Render(dialect.Each("List", $"<{dialect.Json(dialect.Item)}>")));
        Assert.Equal("", Render(dialect.Each("Empty", "x")));
    }

    [Theory]
    [InlineData("Txet", "Txet")]
    [InlineData("Map.nope", "nope")]
    public void Unknown_name_is_an_error_at_its_place(string path, string name)
    {
        foreach (var (template, line) in new[] { ($"a\nb {dialect.Raw(path)}", 2), ($"\n\n{dialect.Json(path)}", 3), (dialect.If(path, "a", "b"), 1), (dialect.Each(path, "a"), 1) })
        {
            var error = Fail(template);

            Assert.Contains(name, error.Problem, StringComparison.Ordinal);
            Assert.Equal(line, error.Position?.Line);
            Assert.StartsWith($"test{dialect.Suffix}({line},", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Name_that_may_be_absent_can_be_asked_for()
    {
        Assert.Equal("\"big\"", Render(dialect.OptionalJson("Parameters", "size-2", "none")));
        Assert.Equal("\"none\"", Render(dialect.OptionalJson("Parameters", "nope", "none")));
    }

    [Fact]
    public void Template_that_is_wrong_is_an_error_at_its_place() => Assert.All(dialect.Broken, broken =>
    {
        var error = Assert.Throws<TemplateException>(() => Parse(broken));

        Assert.Equal($"test{dialect.Suffix}", error.Template);
        Assert.True(error.Position is { Line: 3, Column: >= 1 }, $"{error.Message} of: {broken}");
    });

    [Fact]
    public void Output_up_to_the_limit_is_taken_and_more_is_an_error()
    {
        var template = Parse(dialect.Each("List", "0123456789"));

        Assert.Equal(30, template.Render(Data(), new RenderLimits { MaxOutputLength = 30 }).Text.Length);
        var error = Assert.Throws<TemplateException>(() => template.Render(Data(), new RenderLimits { MaxOutputLength = 29 }));
        Assert.Contains("the limit of 29 characters", error.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Encoded_value_that_is_longer_than_the_output_may_be_is_an_error() =>
        Assert.Contains("the limit of 100 characters", Assert.Throws<TemplateException>(() =>
            Parse(dialect.Json("Text")).Render(Data(("Text", new string('x', 101))), new RenderLimits { MaxOutputLength = 100 })).Problem, StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    public void Loops_that_take_too_many_steps_are_an_error(string body)
    {
        var template = Parse(dialect.Nested("List", 12, body));

        var error = Assert.Throws<TemplateException>(() => template.Render(Data(), new RenderLimits { MaxSteps = 10_000 }));

        Assert.Contains(dialect.StepLimit, error.Problem, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Blocks_that_are_nested_too_deep_are_an_error_not_a_crash() =>
        Assert.Contains("nested deeper than 100", Assert.Throws<TemplateException>(() => Parse(dialect.Nested("List", 10_000, "x"))).Problem, StringComparison.Ordinal);

    [Fact]
    public void Made_up_values_follow_from_the_seed()
    {
        var template = Parse($"{dialect.Random(20)} {dialect.Random(20)}");

        var first = RenderWith("one");
        Assert.Matches("^[A-Za-z0-9]{20} [A-Za-z0-9]{20}$", first);
        Assert.NotEqual(first[..20], first[21..]);
        Assert.Equal(first, RenderWith("one"));
        Assert.NotEqual(first, RenderWith("two"));

        string RenderWith(string seed) => template.Render(new TemplateData(s_values, seed), RenderLimits.Default).Text;
    }

    [Fact]
    public async Task One_template_renders_at_once_on_many_threads()
    {
        var template = Parse($"{dialect.Each("List", dialect.Json("Text"))}{dialect.Random(8)}");
        var expected = Enumerable.Range(0, 4).Select(RenderWith).ToArray();

        var rendered = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(() => RenderWith(i % 4))));

        Assert.Equal(Enumerable.Range(0, 200).Select(i => expected[i % 4]), rendered);

        string RenderWith(int n) => template.Render(Data(("Text", $"text {n}")), RenderLimits.Default).Text;
    }

    [Theory]
    [InlineData("a\n  hostNetwork: true")]
    [InlineData("{a: b}")]
    [InlineData("x\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: b}")]
    public void Parameter_that_changes_the_structure_is_refused_and_encoded_it_does_not(string value)
    {
        const string Head = "apiVersion: v1\nkind: Pod\nmetadata: {name: x}\nspec:\n  image: ";

        var refused = Assert.Throws<TemplateException>(() => Guarded(Head + dialect.Raw("Parameters.p"), value));
        Assert.Contains("The reason is the parameter 'p'", refused.Problem, StringComparison.Ordinal);

        var taken = Assert.Single(Guarded(Head + dialect.Json("Parameters.p"), value));
        Assert.Equal(value, taken.Object["spec"]!["image"]!.GetValue<string>());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("registry.example.com/keyvalue:2")]
    public void Key_value_service_is_the_same_objects_as_the_Go_template_renders(string? image)
    {
        var own = KeyValue(dialect.Engine, dialect.Suffix, image);
        var ofGo = KeyValue(new GoTemplateEngine(), ".gotmpl", image);

        Assert.Equal(2, ofGo.Count);
        Assert.Equal(ofGo, own);
    }

    protected string Render(string template) => Parse(template).Render(Data(), RenderLimits.Default).Text;

    protected TemplateException Fail(string template) => Assert.Throws<TemplateException>(() => Render(template));

    protected ITemplate Parse(string template) => dialect.Engine.Parse(new TemplateSource($"test{dialect.Suffix}", template));

    protected static TemplateData Data(params (string Name, object? Value)[] changes)
    {
        var values = s_values.ToDictionary();
        foreach (var (name, value) in changes)
            values[name] = value;
        return new TemplateData(values, "a secret");
    }

    private IReadOnlyList<Manifest> Guarded(string template, string parameter)
    {
        var parsed = Parse(template);
        return StructureGuard.Check(
            data => ManifestReader.Read(parsed.Render(data, RenderLimits.Default)),
            new CallerValues("somebody", [], new Dictionary<string, string> { ["p"] = parameter }),
            caller => Data(("Parameters", caller.Parameters.ToDictionary(p => p.Key, p => (object?)p.Value))));
    }

    private static List<string> KeyValue(ITemplateEngine engine, string suffix, string? image)
    {
        var name = $"keyvalue.yaml{suffix}";
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Templates", name));
        var parameters = new Dictionary<string, object?>();
        if (image is not null)
            parameters["image"] = image;
        var data = new TemplateData(new Dictionary<string, object?> { ["Name"] = "keyvalue-0a1b2c3d", ["Parameters"] = parameters });
        return [.. ManifestReader.Read(engine.Parse(new TemplateSource(name, text)).Render(data, RenderLimits.Default)).Select(manifest => manifest.Object.ToJsonString())];
    }
}
