using System.Reflection;

namespace Allocator.Templates;

/// <summary>Where what is tested was built, and how.</summary>
internal static class Repository
{
    public static string Folder { get; } = Metadata("Repository");

    public static string Configuration { get; } = Metadata("Configuration");

    /// <summary>The folder of NuGet's packages that this project was restored from.</summary>
    public static string Packages { get; } = Metadata("Packages");

    private static string Metadata(string key) =>
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
