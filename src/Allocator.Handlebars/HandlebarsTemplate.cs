using System.Collections.Concurrent;
using Allocator.GoTemplates;
using HandlebarsDotNet;

namespace Allocator.HandlebarsTemplates;

/// <summary>A compiled template. How deep partials may call partials is compiled in, so there is one compilation for each such limit that is asked for.</summary>
internal sealed class HandlebarsTemplate : ITemplate
{
    private readonly ConcurrentDictionary<int, HandlebarsTemplate<TextWriter, object, object>> _byDepth = new();
    private readonly SourceText _source;

    public HandlebarsTemplate(TemplateSource source)
    {
        _source = new SourceText(source.Name, source.Text);
        new BlockCheck(_source).Run();
        _byDepth[RenderLimits.Default.MaxDepth] = Compile(RenderLimits.Default.MaxDepth);
    }

    public RenderedTemplate Render(TemplateData data, RenderLimits limits)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(limits);

        var compiled = _byDepth.GetOrAdd(limits.MaxDepth, Compile);
        using var run = new HandlebarsRun(data.Seed, limits);
        using var output = new LimitedWriter(run);
        try
        {
            compiled(output, new CountedMap(data.Values, run), null!);
            return new RenderedTemplate(_source.Name, output.ToString());
        }
        catch (Exception failure)
        {
            throw RenderErrors.Of(failure, _source);
        }
    }

    private HandlebarsTemplate<TextWriter, object, object> Compile(int maxDepth)
    {
        try
        {
            using var reader = new StringReader(_source.Text);
            return HandlebarsEnvironment.Create(maxDepth).Compile(reader);
        }
        catch (Exception failure)
        {
            throw ParseErrors.Of(failure, _source);
        }
    }
}
