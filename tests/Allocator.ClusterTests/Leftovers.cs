using System.Text.Json.Nodes;

namespace Allocator;

/// <summary>
/// Looks at every kind of object that the cluster can list in a namespace, custom ones included and only events not, for what
/// instances have left behind.
/// </summary>
internal sealed class Leftovers(Kubectl kubectl)
{
    private const string InstanceLabel = "allocator.dev/instance";
    private const int MostAttempts = 5;

    /// <summary>The objects with this label, by default those of any instance, as <c>Kind/name</c>.</summary>
    public async Task<IReadOnlyList<string>> InNamespaceAsync(string ns, string? labelSelector = null) =>
        Names(await ListAsync(ns, "--selector", labelSelector ?? InstanceLabel));

    /// <summary>The objects that have the instance's label, its name, or a name that begins with it and a hyphen.</summary>
    public async Task<IReadOnlyList<string>> OfInstanceAsync(string ns, string instance) =>
        Names((await ListAsync(ns)).Where(item => BelongsTo(instance, item["metadata"]!)));

    private static bool BelongsTo(string instance, JsonNode metadata)
    {
        var name = metadata["name"]!.GetValue<string>();
        return name == instance
            || name.StartsWith(instance + "-", StringComparison.Ordinal)
            || metadata["labels"]?[InstanceLabel]?.GetValue<string>() == instance;
    }

    // A kind that two groups serve (Ingress) is one object.
    private static string[] Names(IEnumerable<JsonNode> items) =>
        [.. items.Select(item => $"{item["kind"]}/{item["metadata"]!["name"]}").Distinct().Order(StringComparer.Ordinal)];

    private async Task<IEnumerable<JsonNode>> ListAsync(string ns, params string[] options)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                // Asked each time, because a test may bring a kind of its own.
                var kinds = (await kubectl.RunAsync("api-resources", "--verbs=list", "--namespaced", "-o", "name"))
                    .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                    .Where(kind => kind is not ("events" or "events.events.k8s.io"));
                var answer = await kubectl.RunAsync(["get", string.Join(',', kinds), "-n", ns, "--ignore-not-found", "-o", "json", .. options]);
                return answer.Length == 0 ? [] : JsonNode.Parse(answer)!["items"]!.AsArray().Select(item => item!);
            }
            catch (KubectlException) when (attempt < MostAttempts)
            {
                // A kind has gone meanwhile.
            }
        }
    }
}
