using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;

namespace Allocator.Contract;

/// <summary>Requests as they are, without the client's retries and checks. Paths are relative to the server's address.</summary>
internal sealed class RawApi(ClusterConnection connection) : IDisposable
{
    // A busy cluster's garbage collection takes minutes.
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(3);

    private readonly HttpClient _http = new(connection.CreateHandler()) { BaseAddress = connection.Server, Timeout = Timeout.InfiniteTimeSpan };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public Task<ApiAnswer> GetAsync(string path) => GetAsync(path, []);

    public Task<ApiAnswer> PostAsync(string path, JsonNode body) => SendAsync(HttpMethod.Post, path, body, cancellationToken: Token);

    public Task<ApiAnswer> PutAsync(string path, JsonNode body) => SendAsync(HttpMethod.Put, path, body, cancellationToken: Token);

    /// <summary>A delete, perhaps with <c>DeleteOptions</c>.</summary>
    public Task<ApiAnswer> DeleteAsync(string path, JsonNode? options = null) =>
        SendAsync(HttpMethod.Delete, path, options, cancellationToken: Token);

    /// <summary>An RFC 7386 patch.</summary>
    public Task<ApiAnswer> MergePatchAsync(string path, JsonNode patch) =>
        SendAsync(HttpMethod.Patch, path, patch, "application/merge-patch+json", Token);

    /// <summary>An RFC 6902 patch.</summary>
    public Task<ApiAnswer> JsonPatchAsync(string path, JsonArray patch) =>
        SendAsync(HttpMethod.Patch, path, patch, "application/json-patch+json", Token);

    /// <summary>Sends a request and reads the whole answer.</summary>
    /// <exception cref="NotSupportedByClusterException">It is 501.</exception>
    public Task<ApiAnswer> SendAsync(
        HttpMethod method,
        string path,
        JsonNode? body = null,
        string contentType = "application/json",
        CancellationToken cancellationToken = default) =>
        SendAsync(method, path, body is null ? null : new StringContent(body.ToJsonString(), Encoding.UTF8, contentType), [], cancellationToken);

    /// <summary>Sends a text that need not be an object.</summary>
    /// <param name="method">The method.</param>
    /// <param name="path">The path.</param>
    /// <param name="text">The body.</param>
    /// <param name="contentType">Its media type; null for no header.</param>
    public Task<ApiAnswer> SendTextAsync(HttpMethod method, string path, string text, string? contentType = "application/json")
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        if (contentType is not null)
            content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        return SendAsync(method, path, content, [], Token);
    }

    /// <summary>Gets with headers of the caller's choice; <c>Accept</c> replaces the usual one.</summary>
    public Task<ApiAnswer> GetAsync(string path, params IReadOnlyList<(string Name, string Value)> headers) =>
        SendAsync(HttpMethod.Get, path, null, headers, Token);

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

    private async Task<ApiAnswer> SendAsync(
        HttpMethod method, string path, HttpContent? content, IReadOnlyList<(string Name, string Value)> headers, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        if (request.Headers.Accept.Count == 0)
            request.Headers.Accept.ParseAdd("application/json");
        using var response = await _http.SendAsync(request, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        var answer = new ApiAnswer((int)response.StatusCode, text, response.Headers);
        return answer.Code == 501 ? throw new NotSupportedByClusterException($"{method} {path}: {answer.Message}") : answer;
    }

    /// <summary>Gets until a condition holds, for at most three minutes, after which the test fails with the last answer.</summary>
    public Task<ApiAnswer> UntilAsync(string path, Func<ApiAnswer, bool> condition) => UntilAsync(path, () => GetAsync(path), condition);

    /// <summary>Asks until a condition holds, for at most three minutes, after which the test fails with the last answer.</summary>
    public static async Task<ApiAnswer> UntilAsync(string what, Func<Task<ApiAnswer>> ask, Func<ApiAnswer, bool> condition)
    {
        var deadline = TimeProvider.System.GetUtcNow() + s_longest;
        while (true)
        {
            var answer = await ask();
            if (condition(answer))
                return answer;
            Assert.True(TimeProvider.System.GetUtcNow() < deadline, $"{what} did not become what was expected; at last {answer.Code}: {answer.Text}");
            await Task.Delay(TimeSpan.FromMilliseconds(50), Token);
        }
    }

    public void Dispose() => _http.Dispose();
}
