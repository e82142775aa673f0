using System.Xml.Linq;

namespace Allocator;

/// <summary>Reads what <c>--logger trx</c> writes.</summary>
internal static class TrxFile
{
    private static readonly XNamespace s_ns = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    /// <summary>The results in the folder's trx file; none if the run ended before it wrote one.</summary>
    public static IReadOnlyList<ScenarioResult> ReadFolder(string folder) =>
        Directory.Exists(folder) && Directory.GetFiles(folder, "*.trx") is [var file] ? Read(file) : [];

    private static ScenarioResult[] Read(string file)
    {
        var document = XDocument.Load(file);
        var folder = document.Descendants(s_ns + "Deployment").Single().Attribute("runDeploymentRoot")!.Value;
        var attachments = Path.Combine(Path.GetDirectoryName(file)!, folder, "In");
        var classes = document.Descendants(s_ns + "UnitTest").ToDictionary(test => (string)test.Attribute("id")!, test => (string)test.Element(s_ns + "TestMethod")!.Attribute("className")!);
        return [.. document.Descendants(s_ns + "UnitTestResult").Select(result => Read(result, classes[(string)result.Attribute("testId")!], attachments))];
    }

    private static ScenarioResult Read(XElement result, string className, string attachments)
    {
        var name = (string)result.Attribute("testName")!;
        var output = result.Element(s_ns + "Output");
        var folder = Path.Combine(attachments, (string?)result.Attribute("relativeResultsDirectory") ?? "");
        return new(
            name.StartsWith(className, StringComparison.Ordinal) ? name : $"{className}.{name}",
            (string)result.Attribute("outcome")!,
            output?.Element(s_ns + "ErrorInfo")?.Element(s_ns + "Message")?.Value ?? "",
            output?.Element(s_ns + "StdOut")?.Value ?? "",
            [.. result.Descendants(s_ns + "ResultFile").Select(attached => Path.Combine(folder, (string)attached.Attribute("path")!))]);
    }
}
