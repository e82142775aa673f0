using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>What was posted to a real Kubernetes 1.20 and what it answered: <c>eng/kinds/record.py</c>.</summary>
public sealed record RecordedCase(string Name, string Plural, JsonObject Posted, JsonNode? Patch, JsonObject Answer)
{
    public const string Namespace = "kinds-rec";

    public string ApiVersion => Posted["apiVersion"]!.GetValue<string>();

    public string Kind => Posted["kind"]!.GetValue<string>();

    public static IReadOnlyDictionary<string, RecordedCase> All { get; } = Read().ToDictionary(item => item.Name);

    private static IEnumerable<RecordedCase> Read()
    {
        var assembly = typeof(RecordedCase).Assembly;
        foreach (var resource in assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith("Answers/", StringComparison.Ordinal) && name != "Answers/discovery"))
        {
            using var stream = assembly.GetManifestResourceStream(resource)!;
            foreach (var item in JsonNode.Parse(stream)!.AsArray())
            {
                yield return new(
                    item!["name"]!.GetValue<string>(),
                    item["plural"]!.GetValue<string>(),
                    item["object"]!.AsObject(),
                    item["patch"],
                    item["answer"]!.AsObject());
            }
        }
    }
}
