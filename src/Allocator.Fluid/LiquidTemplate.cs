using Allocator.GoTemplates;
using Fluid;
using Fluid.Values;

namespace Allocator.LiquidTemplates;

/// <summary>A parsed template.</summary>
internal sealed class LiquidTemplate : ITemplate
{
    private static readonly FluidParser s_parser = new();

    private readonly SourceText _source;
    private readonly IFluidTemplate _template;

    public LiquidTemplate(TemplateSource source)
    {
        _source = new SourceText(source.Name, source.Text);
        NestingCheck.Run(_source);
        if (!s_parser.TryParse(source.Text, out var template, out var error))
            throw LiquidErrors.OfParsing(error, _source);
        _template = template;
    }

    public RenderedTemplate Render(TemplateData data, RenderLimits limits)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(limits);

        using var output = new LimitedWriter(limits.MaxOutputLength);
        var options = LiquidOptions.Create(limits, new RandomSource(data.Seed));
        try
        {
            var context = new TemplateContext(new DictionaryValue(new DataMap(data.Values)), options);
            var rendering = _template.RenderAsync(output, NullEncoder.Default, context);
            // Nothing that a template can do waits.
            rendering.AsTask().GetAwaiter().GetResult();
            return new RenderedTemplate(_source.Name, output.ToString());
        }
        catch (Exception failure)
        {
            throw LiquidErrors.OfRendering(failure, _source);
        }
    }
}
