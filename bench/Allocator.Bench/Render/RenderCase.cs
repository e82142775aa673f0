namespace Allocator.Bench.Render;

/// <summary>A template with the data that it is rendered with.</summary>
internal sealed record RenderCase(string Name, string Template, TemplateData Data)
{
    public static IReadOnlyList<RenderCase> All { get; } =
    [
        Read("classic", "syncbased-deployment.json-template", Instance),
        Read("plain", "plain.gotmpl", Instance),
        Read("loops", "loops.gotmpl", Groups),
    ];

    private static TemplateData Instance => TemplateDataFactory.Create(new TemplateFacts
    {
        Name = "bench-0a1b2c3d",
        Service = "bench",
        Namespace = "tests",
        OwnerHash = new string('a', 40),
        Caller = new CallerValues("alice@example.com", ["dev.v.io:u:alice@example.com"], new Dictionary<string, string> { ["image"] = "redis:7" }),
        Administrators = ["dev.v.io:r:admin"],
        Version = "2",
        DiskSize = "50Gi",
    });

    private static TemplateData Groups => new(new Dictionary<string, object?>
    {
        ["Groups"] = Enumerable.Range(0, 50).Select(group => (object?)new Dictionary<string, object?>
        {
            ["Name"] = $"group{group}",
            ["Entries"] = Enumerable.Range(0, 20).Select(entry => (object?)(entry % 3 == 0 ? "red" : entry % 3 == 1 ? "blue" : "green")).ToList(),
        }).ToList(),
    });

    private static RenderCase Read(string name, string file, TemplateData data) => new(name, File.ReadAllText(Bench.Template.PathOf(file)), data);
}
