using System.Text.Json.Nodes;
using Allocator.Bench.Traffic;

namespace Allocator.Bench.Server;

/// <summary>The API's one request that creates, from its sending until the answer is read.</summary>
internal sealed class HttpWay(string name, TrafficMeter meter, Uri server, BenchService service) : Way(name, meter)
{
    private readonly HttpClient _http = new() { BaseAddress = server };

    public override ValueTask DisposeAsync()
    {
        _http.Dispose();
        return ValueTask.CompletedTask;
    }

    protected override async Task<Func<CancellationToken, Task>> CreateAsync(CancellationToken cancellationToken)
    {
        using var answer = await _http.PostAsync($"/v1/services/{service.Name}/instances", null, cancellationToken);
        var name = JsonNode.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(cancellationToken))!["name"]!.GetValue<string>();
        return async token =>
        {
            using var destroyed = await _http.DeleteAsync($"/v1/instances/{name}?wait=true", token);
            destroyed.EnsureSuccessStatusCode();
        };
    }
}
