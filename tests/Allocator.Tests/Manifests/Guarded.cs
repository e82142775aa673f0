namespace Allocator.Manifests;

/// <summary>Renders templates through the guard.</summary>
internal static class Guarded
{
    public static CallerValues Caller(string owner, string blessing, string parameter) =>
        new(owner, [blessing], new Dictionary<string, string> { ["p"] = parameter });

    public static IReadOnlyList<Manifest> Render(string template, CallerValues caller) => StructureGuard.Check(
        data => Read(template, data),
        caller,
        DataFor);

    /// <summary>Renders without the guard.</summary>
    public static IReadOnlyList<Manifest> RenderPlainly(string template, CallerValues caller) => Read(template, DataFor(caller));

    private static TemplateData DataFor(CallerValues caller) => TemplateDataFactory.Create(new TemplateFacts
    {
        Name = "db-0a1b2c3d",
        Service = "db",
        Namespace = "dev",
        OwnerHash = "0123456789abcdef0123456789abcdef01234567",
        Caller = caller,
        Administrators = ["root"],
        DiskSize = "1Gi",
    });

    private static IReadOnlyList<Manifest> Read(string template, TemplateData data) =>
        ManifestReader.Read(new GoTemplateEngine().Parse(new TemplateSource("service.yaml.gotmpl", template)).Render(data, RenderLimits.Default));
}
