using System.Xml.Linq;

namespace Allocator.Templates;

public sealed class TemplateTests(PackedTemplates packed) : IClassFixture<PackedTemplates>
{
    [Theory]
    [InlineData("allocator-xunit", "Shop.Xunit-Tests")]
    [InlineData("allocator-nunit", "Shop.NUnit-Tests")]
    [InlineData("allocator-mstest", "Shop.MSTest-Tests")]
    public async Task Test_project_builds_without_warning_and_its_test_passes(string template, string name)
    {
        var project = await packed.GenerateAsync(template, name);
        await packed.BuildAsync(project);

        var output = await DotNet.RunAsync(project, "test", "--no-build");

        Assert.Matches(@"Passed!\s+- Failed:\s+0, Passed:\s+1, Skipped:\s+0, Total:\s+1,", output);
        Assert.Matches(@"(?m)^\S+ +notes-[0-9a-f]{8} ", await File.ReadAllTextAsync(
            Directory.GetFiles(project, "allocator-summary.txt", SearchOption.AllDirectories).Single(), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Host_builds_without_warning_and_uses_an_instance()
    {
        var project = await packed.GenerateAsync("allocator-host", "Shop.Host-1");
        await packed.BuildAsync(project);

        var output = await DotNet.RunAsync(project, "run", "--no-build");

        Assert.Matches(@"^notes-[0-9a-f]{8} has a note: two bottles\r?\nIt is destroyed.\r?\n$", output);
    }

    [Theory]
    [InlineData("xunit")]
    [InlineData("nunit")]
    [InlineData("mstest")]
    [InlineData("host")]
    public void Packages_of_others_have_the_versions_that_this_repository_uses(string template)
    {
        var central = Versions(Path.Combine(Repository.Folder, "Directory.Packages.props"), "PackageVersion");
        var named = Versions(Path.Combine(Repository.Folder, "templates", "dotnet", "content", template, "Template.1.csproj"), "PackageReference");

        Assert.NotEmpty(named);
        Assert.All(named, package => Assert.Equal(IsOurs(package.Key) ? "ALLOCATOR_VERSION" : central[package.Key], package.Value));
    }

    private static bool IsOurs(string package) => package.StartsWith("Allocator", StringComparison.Ordinal);

    private static Dictionary<string, string> Versions(string project, string element) => XDocument.Load(project).Descendants(element)
        .ToDictionary(package => package.Attribute("Include")!.Value, package => package.Attribute("Version")!.Value);
}
