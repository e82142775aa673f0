namespace Allocator;

/// <summary>A test framework, and the scenarios that are written for it. The classes have the same names in all of them.</summary>
/// <param name="Name">Its name in lower case, as services can have it.</param>
/// <param name="Project">The folder and the assembly of its scenarios.</param>
/// <param name="TellsOutcomes">Whether fixtures learn which tests fail.</param>
/// <param name="Enclosing">The fixture that has the only place in the scenarios of limits, while classes within it want one; null if nothing encloses classes.</param>
public sealed record TestFramework(string Name, string Project, bool TellsOutcomes, string? Enclosing)
{
    public static TestFramework Xunit { get; } = new("xunit", "Allocator.Xunit.Scenarios", TellsOutcomes: false, "holders");

    public static TestFramework XunitV3 { get; } = new("xunitv3", "Allocator.XunitV3.Scenarios", TellsOutcomes: true, "holders");

    public static TestFramework NUnit { get; } = new("nunit", "Allocator.NUnit.Scenarios", TellsOutcomes: true, "Scenarios.LimitHeld.Holders");

    public static TestFramework MSTest { get; } = new("mstest", "Allocator.MSTest.Scenarios", TellsOutcomes: true, Enclosing: null);

    /// <summary>The scenarios' assembly, built as this one is (configuration, framework).</summary>
    public string AssemblyPath => Path.Combine(TestsFolder, "Scenarios", Project, OutputFolder, Project + ".dll");

    public override string ToString() => Name;

    private static string ProjectFolder { get; } = FindProjectFolder();

    private static string TestsFolder => Path.GetDirectoryName(ProjectFolder)!;

    private static string OutputFolder => Path.GetRelativePath(ProjectFolder, AppContext.BaseDirectory);

    private static string FindProjectFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder.Name != typeof(TestFramework).Assembly.GetName().Name)
            folder = folder.Parent ?? throw new InvalidOperationException($"{AppContext.BaseDirectory} is in no folder of this project");
        return folder.FullName;
    }
}
