namespace Allocator.Tests.Templates.Go;

public sealed class CorpusTests
{
    /// <summary>As Go by default: an unknown name is no error.</summary>
    private static readonly GoTemplateEngine Engine = new() { MissingKeyIsError = false };

    /// <summary>Some cases pad to Go's largest width.</summary>
    private static readonly RenderLimits Limits = new() { MaxOutputLength = 4_000_000 };

    public static TheoryData<string> CaseIds => [.. Corpus.Cases.Keys];

    [Theory]
    [MemberData(nameof(CaseIds))]
    public void Render_is_what_Go_renders(string id)
    {
        var expected = Corpus.Cases[id];

        var (output, fails, error) = Render(expected);

        var both = $"{expected.Template}\nGo: {expected.Output}{expected.Error}\nhere: {output}{error?.Message}";
        Assert.True(expected.Fails == fails, both);
        Assert.Equal(expected.Output, output);
        Assert.True(error is null || error.Position?.Line == expected.ErrorLine, both);
    }

    [Fact]
    public void Corpus_has_at_least_500_cases_of_Go_alone() =>
        Assert.True(Corpus.Cases.Keys.Count(id => !id.StartsWith("helm/", StringComparison.Ordinal)) >= 500);

    private static (string? Output, string? Fails, TemplateException? Error) Render(CorpusCase expected)
    {
        var stage = "parse";
        try
        {
            var template = Engine.Parse(new TemplateSource("t", expected.Template));
            stage = "exec";
            return (template.Render(Corpus.DataOf(expected), Limits).Text, null, null);
        }
        catch (TemplateException e)
        {
            return (null, stage, e);
        }
    }
}
