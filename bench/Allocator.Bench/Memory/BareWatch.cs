using System.Net;
using System.Text.Json.Nodes;

namespace Allocator.Bench.Memory;

/// <summary>What one writes without a library: a list and a watch by HttpClient, the objects parsed and kept by name.</summary>
internal sealed class BareWatch(ClusterConnection connection, string path) : IDisposable
{
    private readonly HttpClient _http = new(connection.CreateHandler()) { BaseAddress = connection.Server };
    private readonly Dictionary<string, JsonNode> _objects = [];
    private readonly List<StreamReader> _streams = [];

    public int Count => _objects.Count;

    public async Task ListAsync(string selector, CancellationToken cancellationToken)
    {
        var list = JsonNode.Parse(await _http.GetStringAsync(new Uri($"{path}?labelSelector={Uri.EscapeDataString(selector)}", UriKind.Relative), cancellationToken))!;
        foreach (var item in list["items"]!.AsArray())
            _objects[item!["metadata"]!["name"]!.GetValue<string>()] = JsonNode.Parse(item.ToJsonString())!;
    }

    /// <summary>Opens a watch that waits for its first line.</summary>
    public async Task OpenAsync(string selector, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{path}?watch=true&labelSelector={Uri.EscapeDataString(selector)}") { Version = HttpVersion.Version20 };
        var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
        _ = reader.ReadLineAsync(cancellationToken).AsTask();
        _streams.Add(reader);
    }

    public void Dispose()
    {
        foreach (var stream in _streams)
            stream.Dispose();
        _http.Dispose();
    }
}
