using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Allocator.Bench.Load;

/// <summary>Sends the protocol's writes with an HttpClient and nothing else: no retries, no limits, no checks.</summary>
internal sealed class BareCreates(ClusterConnection connection, RecordedCreate recorded, string service) : IDisposable
{
    private readonly HttpClient _http = new(connection.CreateHandler()) { BaseAddress = connection.Server };

    /// <summary>Writes so many instances of one owner, all at once.</summary>
    /// <returns>The roots' names.</returns>
    public async Task<IReadOnlyList<string>> CreateAsync(int count, CancellationToken cancellationToken) =>
        await Task.WhenAll(Enumerable.Range(0, count).Select(number => CreateOneAsync(number, recorded.OwnerHash, cancellationToken)));

    /// <summary>Writes an instance.</summary>
    /// <returns>The root's name.</returns>
    public async Task<string> CreateOneAsync(int number, string ownerHash, CancellationToken cancellationToken)
    {
        var name = $"{service}-{number:x8}";
        var (uid, version) = (recorded.Uid, recorded.Version);
        foreach (var (index, write) in recorded.For(service, name, ownerHash, number).Index())
        {
            using var message = new HttpRequestMessage(write.Method, write.Path) { Version = HttpVersion.Version20 };
            message.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(recorded.WithRoot(write.Body, uid, version)));
            message.Content.Headers.ContentType = new MediaTypeHeaderValue(write.MediaType);
            using var response = await _http.SendAsync(message, cancellationToken);
            var answer = await response.Content.ReadAsStringAsync(cancellationToken);
            if (!response.IsSuccessStatusCode)
                throw new InvalidOperationException($"{write.Method} {write.Path}: {(int)response.StatusCode} {answer}");
            if (index > 0)
                continue;
            var root = JsonNode.Parse(answer)!["metadata"]!;
            (uid, version) = (root["uid"]!.GetValue<string>(), root["resourceVersion"]!.GetValue<string>());
        }

        return name;
    }

    public void Dispose() => _http.Dispose();
}
