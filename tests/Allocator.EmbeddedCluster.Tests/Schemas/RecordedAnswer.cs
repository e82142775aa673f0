using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>One object and what a Kubernetes 1.20 answered to it; recorded by <c>eng/openapi/record-answers.py</c>.</summary>
internal sealed class RecordedAnswer(JsonObject line)
{
    private static readonly Lazy<IReadOnlyList<RecordedAnswer>> Lines = new(ReadAll);

    public string Name => line["name"]!.GetValue<string>();

    public int Code => line["code"]!.GetValue<int>();

    public string Message => line["message"]!.GetValue<string>();

    public JsonObject Object => line["object"]!.DeepClone().AsObject();

    public JsonObject Schema => line["schema"]!.DeepClone().AsObject();

    /// <summary>The custom resource that came back, without its metadata.</summary>
    public JsonObject Answer => line["answer"]!.DeepClone().AsObject();

    public JsonObject Changed => line["changed"]!.DeepClone().AsObject();

    public IEnumerable<string> Dropped => line["dropped"]!.AsArray().Select(path => path!.GetValue<string>());

    public IEnumerable<FieldError> Causes => line["causes"]?.AsArray().Select(cause => new FieldError(
        cause!["field"]!.GetValue<string>(), cause["reason"]!.GetValue<string>(), cause["message"]!.GetValue<string>())) ?? [];

    public static TheoryData<string> Names(string test) => [.. Of(test).Select(answer => answer.Name)];

    public static RecordedAnswer Find(string test, string name) => Of(test).Single(answer => answer.Name == name);

    /// <summary>The schema of the custom resources.</summary>
    public static StructuralSchema CustomSchema() => StructuralSchema.Read(Of("schema").Single().Schema, "").Schema!;

    private static IEnumerable<RecordedAnswer> Of(string test) => Lines.Value.Where(answer => answer.Test == test);

    private string Test => line["test"]!.GetValue<string>();

    private static List<RecordedAnswer> ReadAll()
    {
        using var reader = new StreamReader(typeof(RecordedAnswer).Assembly.GetManifestResourceStream("recorded-answers.jsonl")!);
        var lines = new List<RecordedAnswer>();
        while (reader.ReadLine() is { } text)
            lines.Add(new RecordedAnswer(JsonNode.Parse(text)!.AsObject()));

        return lines;
    }
}
