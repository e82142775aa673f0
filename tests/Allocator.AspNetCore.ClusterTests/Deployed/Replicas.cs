using System.Globalization;
using System.Text.Json.Nodes;

namespace Allocator;

/// <summary>The server's pods, and how they come to their ends.</summary>
internal sealed class Replicas(Kubectl admin, string ns, string app)
{
    /// <summary>The names of those that are ready and not being deleted.</summary>
    public async Task<IReadOnlyList<string>> ReadyAsync()
    {
        var pods = await admin.GetJsonAsync("pods", "--selector", $"app={app}");
        return [.. pods["items"]!.AsArray().Where(pod => IsReady(pod!)).Select(pod => pod!["metadata"]!["name"]!.GetValue<string>())];
    }

    /// <summary>Returns both as soon as there are two.</summary>
    public Task<IReadOnlyList<string>> BothAsync() => Eventually.FoundAsync(async () => await ReadyAsync() is { Count: 2 } both ? both : null);

    /// <summary>How many requests of the API the replica has answered since it started.</summary>
    public async Task<long> RequestsAsync(string pod)
    {
        var metrics = await admin.RunAsync("get", "--raw", $"/api/v1/namespaces/{ns}/pods/{pod}:8080/proxy/metrics");
        return metrics.Split('\n')
            .Where(line => line.StartsWith("http_server_request_duration_seconds_count{", StringComparison.Ordinal) && line.Contains("/v1/", StringComparison.Ordinal))
            .Sum(line => (long)double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
    }

    /// <summary>Kills the process as the kernel does that wants its memory: with nothing that it could catch.</summary>
    /// <remarks>A process that is the first of its container can only be killed from outside.</remarks>
    public async Task KillAsync(string pod)
    {
        var victim = await admin.GetJsonAsync("pod", pod);
        await admin.ExecuteAsync(["create", "-f", "-"], Killer(victim), TestContext.Current.CancellationToken);
        var ended = await Eventually.FoundAsync(async () =>
            (await admin.GetJsonAsync("pod", pod))["status"]!["containerStatuses"]![0]!["lastState"]!["terminated"]);
        Assert.Equal(137, ended["exitCode"]!.GetValue<int>());
    }

    /// <summary>Takes a pod away at once.</summary>
    public Task DeleteAsync(string pod) => admin.RunAsync("delete", "pod", pod, "--grace-period=0", "--force");

    private static bool IsReady(JsonNode pod) =>
        pod["metadata"]!["deletionTimestamp"] is null
        && (pod["status"]!["conditions"] as JsonArray ?? []).Any(condition =>
            condition!["type"]!.GetValue<string>() == "Ready" && condition["status"]!.GetValue<string>() == "True");

    private string Killer(JsonObject victim) => $$"""
        apiVersion: v1
        kind: Pod
        metadata:
          name: killer
        spec:
          hostPID: true
          nodeName: {{victim["spec"]!["nodeName"]}}
          restartPolicy: Never
          containers:
          - name: killer
            image: {{Workloads.Image}}
            command:
            - sh
            - -c
            - for p in /proc/[0-9]*; do if [ "$(cat $p/comm)" = {{app}} ] && grep -q {{victim["metadata"]!["uid"]}} $p/cgroup; then kill -9 ${p#/proc/}; fi; done
        """;
}
