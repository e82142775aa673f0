namespace Allocator.Tests.Templates.Go;

/// <summary>Renders templates in one call.</summary>
internal static class Rendering
{
    public static TemplateData NoData { get; } = new(new Dictionary<string, object?>());

    public static TemplateData Data(params (string Name, object? Value)[] values) =>
        new(values.ToDictionary(v => v.Name, v => v.Value), seed: "a secret");

    public static string Render(string template, params (string Name, object? Value)[] values) => Render(template, Data(values));

    public static string Render(string template, TemplateData data, RenderLimits? limits = null) => RenderWhole(template, data, limits).Text;

    public static RenderedTemplate RenderWhole(string template, TemplateData data, RenderLimits? limits = null) =>
        new GoTemplateEngine().Parse(new TemplateSource("test.tmpl", template)).Render(data, limits ?? RenderLimits.Default);

    public static TemplateException Fail(string template, params (string Name, object? Value)[] values) =>
        Assert.Throws<TemplateException>(() => Render(template, values));
}
