namespace Allocator.Bench;

/// <summary>The templates that are measured.</summary>
internal static class Template
{
    public static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "Templates", name);

    public static ITemplate Parse(string name) => new GoTemplateEngine().Parse(new TemplateSource(name, File.ReadAllText(PathOf(name))));
}
