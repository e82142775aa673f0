using System.Text.Json;
using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>Where a kind has what its <c>scale</c> subresource shows, as paths such as <c>.spec.replicas</c>.</summary>
/// <param name="Wanted">How many replicas there should be.</param>
/// <param name="Found">How many there are.</param>
/// <param name="Selector">The label selector of the replicas, as a text; null if the kind has <c>spec.selector</c> instead.</param>
internal sealed record ScaleDefinition(string Wanted, string Found, string? Selector)
{
    public static ScaleDefinition BuiltIn { get; } = new(".spec.replicas", ".status.replicas", null);

    /// <summary>Reads that of a custom resource.</summary>
    public static ScaleDefinition Read(JsonElement scale) =>
        new(scale.Text("specReplicasPath"), scale.Text("statusReplicasPath"), scale.Text("labelSelectorPath"));

    /// <summary>The replicas that should be; null if the object does not say.</summary>
    public long? WantedBy(JsonElement obj) => Number(Find(obj, Wanted));

    public long FoundIn(JsonElement obj) => Number(Find(obj, Found)) ?? 0;

    /// <summary>The selector; empty if there is none.</summary>
    public string SelectorOf(JsonElement obj) => Selector switch
    {
        null => LabelSelector.Read(obj.Member("spec", "selector")).ToString(),
        "" => "",
        _ => Find(obj, Selector).Text(),
    };

    public void SetWanted(JsonObject obj, long? replicas)
    {
        var steps = Steps(Wanted);
        foreach (var step in steps[..^1])
            obj = obj.Child(step);
        if (replicas is null)
            obj.Remove(steps[^1]);
        else
            obj[steps[^1]] = replicas;
    }

    /// <summary>What is wrong with the replicas of an object.</summary>
    public IEnumerable<FieldError> Check(JsonElement obj)
    {
        foreach (var path in (string[])[Wanted, Found])
        {
            if (Number(Find(obj, path)) is not { } number)
                continue;
            if (number < 0)
                yield return FieldError.Invalid(path, $"{number}", "should be a non-negative integer");
            else if (number > int.MaxValue)
                yield return FieldError.Invalid(path, $"{number}", $"should be less than or equal to {int.MaxValue}");
        }
    }

    private static JsonElement Find(JsonElement obj, string path) => Steps(path).Aggregate(obj, (element, step) => element.Member(step));

    private static string[] Steps(string path) => path.TrimStart('.').Split('.');

    private static long? Number(JsonElement element) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out var number) ? number : null;
}
