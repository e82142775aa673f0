using System.Text.Json.Nodes;

namespace Allocator;

/// <summary>A pod of an instance that has ended, of a ReplicaSet that wants none any more. No node has it, so that nobody says otherwise.</summary>
internal sealed class EndedPod : IAsyncDisposable
{
    private readonly OwnNamespace _own;
    private readonly string _name;

    private EndedPod(OwnNamespace own, string name) => (_own, _name) = (own, name);

    public static async Task<EndedPod> CreateAsync(OwnNamespace own, string instance)
    {
        var name = $"{instance}-ended";
        await own.ApplyAsync($$"""
            apiVersion: apps/v1
            kind: ReplicaSet
            metadata:
              name: {{name}}
            spec:
              replicas: 1
              selector:
                matchLabels: {app: {{name}} }
              template:
                metadata:
                  labels: {app: {{name}}, allocator.dev/instance: {{instance}} }
                spec:
                  nodeName: nowhere
                  terminationGracePeriodSeconds: 0
                  containers: [{name: main, image: "registry.local/busybox:1.35"}]
            """);
        var pod = await Eventually.FoundAsync(async () => await PodsAsync(own, name) is [var first, ..] ? first : null);
        await own.SetPhaseAsync(pod, "Failed");
        await own.AdminAsync("scale", "replicaset", name, "--replicas=0");

        // Another has taken its place meanwhile, perhaps.
        await Eventually.EmptyAsync(async () => [.. (await PodsAsync(own, name)).Where(other => other != pod)]);
        return new EndedPod(own, name);
    }

    public async ValueTask DisposeAsync() => await _own.AdminAsync("delete", "replicaset", _name, "--cascade=foreground");

    private static async Task<IReadOnlyList<string>> PodsAsync(OwnNamespace own, string name) =>
        [.. JsonNode.Parse(await own.AdminAsync("get", "pods", "-l", $"app={name}", "-o", "json"))!["items"]!.AsArray().Select(pod => pod!["metadata"]!["name"]!.GetValue<string>())];
}
