using System.Text.Json.Nodes;
using Allocator.Readiness;

namespace Allocator.Tests.Readiness;

/// <summary>What watches of a real cluster told about one instance, from its creation on.</summary>
internal sealed record Recording(IReadOnlyList<RecordedChange> Changes)
{
    /// <summary>The objects that were created by hand; all others belong to one of them.</summary>
    public IReadOnlyList<ObjectReference> Created { get; } =
    [
        .. Changes.Where(change => !change.IsEvent && change.Object["metadata"]!["ownerReferences"] is null && !change.Object.Name().StartsWith("data-", StringComparison.Ordinal))
            .Select(change => change.Reference).Distinct(),
    ];

    public static Recording Load(string name) =>
        new([.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Readiness", "Recordings", name + ".jsonl")).Select(RecordedChange.Parse).OrderBy(change => change.At)]);

    /// <summary>The recording as it would be without the changes that a condition takes out.</summary>
    public Recording Without(Func<RecordedChange, bool> condition) => new([.. Changes.Where(change => !condition(change))]);
}

internal sealed record RecordedChange(TimeSpan At, string Type, JsonObject Object)
{
    public bool IsEvent => Object["involvedObject"] is not null;

    public ObjectReference Reference => new(KindOf(Object), Object.Name(), Object.Uid());

    public static RecordedChange Parse(string line)
    {
        var json = JsonNode.Parse(line)!;
        return new RecordedChange(TimeSpan.FromSeconds(json["at"]!.GetValue<double>()), json["type"]!.GetValue<string>(), json["object"]!.DeepClone().AsObject());
    }

    public static ResourceKind KindOf(JsonObject obj) =>
        new(obj.Group(), obj.Text("apiVersion")!.Split('/')[^1], obj.Kind(), obj.Kind().ToLowerInvariant() + "s", Namespaced: true);
}
