using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Allocator.Bench.Embedded;

/// <summary>Creates many ConfigMaps.</summary>
internal sealed class ObjectWriter(ClusterConnection connection) : IDisposable
{
    public const int AtOnce = 16;

    private readonly ClusterClient _client = new(connection);
    private readonly string _run = Guid.NewGuid().ToString("N")[..8];

    /// <summary>The length of one object's JSON as it is sent.</summary>
    public int BytesEach => Map("memory-0000").ToJsonString().Length;

    /// <summary>Creates so many.</summary>
    /// <returns>The seconds that took.</returns>
    public async Task<double> WriteAsync(string prefix, int count, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, count),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (number, token) => await _client.CreateAsync(ResourceKind.ConfigMap, connection.Namespace, Map($"{prefix}-{number}"), cancellationToken: token));
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    public async Task DeleteAllAsync(CancellationToken cancellationToken)
    {
        var mine = new ResourceSelector { Labels = $"bench-run={_run}" };
        await foreach (var map in _client.ListAsync(ResourceKind.ConfigMap, connection.Namespace, mine, cancellationToken))
            await _client.DeleteAsync(ResourceKind.ConfigMap, connection.Namespace, map["metadata"]!["name"]!.GetValue<string>(), cancellationToken: cancellationToken);
    }

    public void Dispose() => _client.DisposeAsync().AsTask().GetAwaiter().GetResult();

    private JsonObject Map(string name) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "ConfigMap",
        ["metadata"] = new JsonObject { ["name"] = $"bench-{_run}-{name}", ["labels"] = new JsonObject { ["bench-run"] = _run } },
        ["data"] = new JsonObject { ["settings"] = new string('x', 500) },
    };
}
