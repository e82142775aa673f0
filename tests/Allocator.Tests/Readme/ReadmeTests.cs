using System.Text.RegularExpressions;
using Allocator.Manifests;

namespace Allocator.Readme;

public sealed partial class ReadmeTests
{
    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "Readme");

    [Theory]
    [InlineData("README.md")]
    [InlineData("embedded-cluster.md")]
    [InlineData("fixtures.md")]
    public void Snippets_are_those_that_compile(string document)
    {
        var compiled = Directory.GetFiles(s_folder, "*.cs", SearchOption.AllDirectories).SelectMany(file => Lines(File.ReadAllText(file))).ToHashSet();
        var code = Blocks(document, "csharp").SelectMany(Lines).ToList();

        Assert.NotEmpty(code);
        Assert.All(code, line => Assert.Contains(line, compiled));
    }

    [Fact]
    public void Template_renders_what_is_a_pod()
    {
        var template = new GoTemplateEngine().Parse(new TemplateSource("README.md", Assert.Single(Blocks("README.md", "yaml"))));

        var manifest = Assert.Single(ManifestReader.Read(template.Render(new TemplateData(new Dictionary<string, object?> { ["Name"] = "echo-1a2b3c4d" }), RenderLimits.Default)));

        Assert.Equal("Pod 'echo-1a2b3c4d'", manifest.ToString());
    }

    private static IEnumerable<string> Blocks(string document, string language) =>
        Block().Matches(File.ReadAllText(Path.Combine(s_folder, document))).Where(block => block.Groups["language"].Value == language).Select(block => block.Groups["text"].Value);

    private static List<string> Lines(string code) =>
        [.. code.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && line != "using Allocator;")];

    [GeneratedRegex("^```(?<language>[a-z]+)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
