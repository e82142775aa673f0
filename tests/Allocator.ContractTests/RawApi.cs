using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;

namespace Allocator.Contract;

/// <summary>Requests as they are, without the client's retries and checks. Paths are relative to the server's address.</summary>
internal sealed class RawApi(ClusterConnection connection) : IDisposable
{
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(60);

    private readonly HttpClient _http = new(connection.CreateHandler()) { BaseAddress = connection.Server, Timeout = Timeout.InfiniteTimeSpan };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public Task<ApiAnswer> GetAsync(string path) => SendAsync(HttpMethod.Get, path, cancellationToken: Token);

    public Task<ApiAnswer> PostAsync(string path, JsonNode body) => SendAsync(HttpMethod.Post, path, body, cancellationToken: Token);

    public Task<ApiAnswer> PutAsync(string path, JsonNode body) => SendAsync(HttpMethod.Put, path, body, cancellationToken: Token);

    /// <summary>A delete, perhaps with <c>DeleteOptions</c>.</summary>
    public Task<ApiAnswer> DeleteAsync(string path, JsonNode? options = null) => SendAsync(HttpMethod.Delete, path, options, cancellationToken: Token);

    /// <summary>An RFC 7386 patch.</summary>
    public Task<ApiAnswer> MergePatchAsync(string path, JsonNode patch) =>
        SendAsync(HttpMethod.Patch, path, patch, "application/merge-patch+json", Token);

    /// <summary>An RFC 6902 patch.</summary>
    public Task<ApiAnswer> JsonPatchAsync(string path, JsonArray patch) =>
        SendAsync(HttpMethod.Patch, path, patch, "application/json-patch+json", Token);

    /// <summary>Sends a request and reads the whole answer.</summary>
    /// <exception cref="NotSupportedByClusterException">It is 501.</exception>
    public async Task<ApiAnswer> SendAsync(
        HttpMethod method, string path, JsonNode? body = null, string contentType = "application/json", CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Accept.ParseAdd("application/json");
        if (body is not null)
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, contentType);
        using var response = await _http.SendAsync(request, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        var answer = new ApiAnswer((int)response.StatusCode, text, response.Headers);
        return answer.Code == 501 ? throw new NotSupportedByClusterException($"{method} {path}: {answer.Message}") : answer;
    }

    /// <summary>The events of a watch, as they come, until the server ends it.</summary>
    /// <param name="path">The path with its query; <c>watch=true</c> included.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async IAsyncEnumerable<JsonObject> WatchAsync(string path, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, Token);
        using var response = await _http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, either.Token);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(either.Token));
        if ((int)response.StatusCode != 200)
        {
            var answer = new ApiAnswer((int)response.StatusCode, await reader.ReadToEndAsync(either.Token), response.Headers);
            throw answer.Code == 501
                ? new NotSupportedByClusterException($"GET {path}: {answer.Message}")
                : new HttpRequestException(answer.Text, null, response.StatusCode);
        }

        while (await reader.ReadLineAsync(either.Token) is { } line)
            yield return JsonNode.Parse(line)!.AsObject();
    }

    /// <summary>Gets until a condition holds, for at most a minute or another time, after which the test fails with the last answer.</summary>
    public async Task<ApiAnswer> UntilAsync(string path, Func<ApiAnswer, bool> condition, TimeSpan? longest = null)
    {
        var deadline = TimeProvider.System.GetUtcNow() + (longest ?? s_longest);
        while (true)
        {
            var answer = await GetAsync(path);
            if (condition(answer))
                return answer;
            Assert.True(TimeProvider.System.GetUtcNow() < deadline, $"{path} did not become what was expected; at last {answer.Code}: {answer.Text}");
            await Task.Delay(TimeSpan.FromMilliseconds(50), Token);
        }
    }

    public void Dispose() => _http.Dispose();
}
