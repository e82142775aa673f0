namespace Allocator.GoTemplates;

/// <summary>A parsed template: immutable, so it is rendered from any number of threads.</summary>
internal sealed class GoTemplate(SourceText source, IReadOnlyDictionary<string, NodeList> templates, bool missingKeyIsError) : ITemplate
{
    public RenderedTemplate Render(TemplateData data, RenderLimits limits)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(limits);

        using var run = new Run(source, templates, data, limits) { MissingKeyIsError = missingKeyIsError };
        try
        {
            var text = run.Execute(templates[source.Name], data.Values);
            var map = run.SourceMap;
            return new RenderedTemplate(source.Name, text, offset => offset >= 0 && offset < text.Length ? map.PositionOf(offset) : null);
        }
        catch (RenderException e)
        {
            throw run.Error(run.Position, e.Message, e);
        }
    }
}
