namespace Allocator.Templates;

/// <summary>The packages as they are built, under a version that nobody has, and <c>dotnet new</c> with the templates installed for it alone.</summary>
public sealed class PackedTemplates : IAsyncLifetime
{
    public const string Version = "0.0.0-test";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("allocator-templates-");

    private string Feed => Path.Combine(_folder.FullName, "feed");

    public async ValueTask InitializeAsync()
    {
        await DotNet.RunAsync(
            Path.Combine(Repository.Folder, "tests", "Allocator.Templates.Tests", "Packing"),
            "msbuild", "pack.proj", "-t:Pack", "-v:minimal",
            $"-p:Configuration={Repository.Configuration}", $"-p:Version={Version}", $"-p:PackageOutputPath={Feed}");
        await NewAsync("install", Path.Combine(Feed, $"Allocator.Templates.{Version}.nupkg"));
    }

    /// <summary>Makes a project of a template.</summary>
    /// <returns>Its folder.</returns>
    internal async Task<string> GenerateAsync(string template, string name)
    {
        await NewAsync(template, "--name", name);
        return Path.Combine(_folder.FullName, name);
    }

    /// <summary>Builds a project without a warning. Our packages come from here and stay here, all others are those of this project.</summary>
    internal Task<string> BuildAsync(string project) => DotNet.RunAsync(
        project,
        "build", "-warnaserror",
        $"-p:RestoreAdditionalProjectSources={Feed}",
        $"-p:RestorePackagesPath={Path.Combine(_folder.FullName, "packages")}",
        $"-p:RestoreFallbackFolders={Repository.Packages}");

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private Task<string> NewAsync(params string[] arguments) =>
        DotNet.RunAsync(_folder.FullName, ["new", .. arguments, "--debug:custom-hive", Path.Combine(_folder.FullName, "hive")]);
}
