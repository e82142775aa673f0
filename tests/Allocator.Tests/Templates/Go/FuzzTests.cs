namespace Allocator.Tests.Templates.Go;

public sealed class FuzzTests
{
    private static readonly RenderLimits Limits = new() { MaxOutputLength = 20_000, MaxSteps = 5_000, MaxDepth = 30 };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Mutated_template_renders_or_is_an_error_of_the_template(int seed)
    {
        var random = new Random(seed);
        var cases = Corpus.Cases.Values.ToArray();
        var engine = new GoTemplateEngine { MissingKeyIsError = false };
        var rendered = 0;
        for (var i = 0; i < 5_000; i++)
        {
            var data = Corpus.DataOf(cases[random.Next(cases.Length)]);
            var template = Mutate(random, cases);
            try
            {
                var output = engine.Parse(new TemplateSource("t", template)).Render(data, Limits);
                Assert.True(output.Text.Length <= Limits.MaxOutputLength);
                _ = output.PositionOf(output.Text.Length / 2);
                rendered++;
            }
            catch (TemplateException e)
            {
                Assert.NotNull(e.Position);
            }
        }

        Assert.InRange(rendered, 500, 4_500);
    }

    /// <summary>Cuts, doubles, joins and spoils templates.</summary>
    private static string Mutate(Random random, CorpusCase[] cases)
    {
        const string Tokens = "{}()|.,:=$\"'`\\-/* \n0xe9iéabc\uD83D😀";
        var template = cases[random.Next(cases.Length)].Template;
        for (var n = random.Next(1, 4); n > 0; n--)
        {
            var at = random.Next(template.Length + 1);
            var end = Math.Min(template.Length, at + random.Next(8));
            template = random.Next(5) switch
            {
                0 => template.Remove(at, end - at),
                1 => template.Insert(at, Tokens[random.Next(Tokens.Length)].ToString()),
                2 => template.Insert(at, template[at..end]),
                3 => template[..at] + cases[random.Next(cases.Length)].Template,
                _ => template.Insert(at, cases[random.Next(cases.Length)].Template),
            };
        }

        return template;
    }
}
