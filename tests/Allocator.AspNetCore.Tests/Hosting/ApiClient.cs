using System.Net;
using System.Net.Http.Json;

namespace Allocator;

/// <summary>Speaks HTTP and JSON with a server, and knows nothing of the library's types.</summary>
internal sealed class ApiClient : IDisposable
{
    private readonly HttpClient _http;

    public ApiClient(Uri address, Action<HttpClient> configure)
    {
        _http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(2) };
        configure(_http);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async Task<Answer> SendAsync(HttpMethod method, string path, object? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        using var response = await _http.SendAsync(request, Token);
        return new Answer(response.StatusCode, await response.Content.ReadAsStringAsync(Token), response.Headers, response.Content.Headers.ContentType?.MediaType);
    }

    public Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<Answer> PostAsync(string path, object? body = null, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Post, path, body, headers);

    public Task<Answer> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path);

    /// <summary>The answer as soon as it begins.</summary>
    public async Task<HttpResponseMessage> OpenAsync(HttpMethod method, string path, string accept, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Accept.ParseAdd(accept);
        return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    /// <summary>Creates an instance and returns its name.</summary>
    public async Task<string> CreateAsync(string service, object? body = null)
    {
        var answer = await PostAsync($"/v1/services/{service}/instances", body);
        Assert.True(answer.Status == HttpStatusCode.Created, answer.Text);
        return answer.Json["name"]!.GetValue<string>();
    }

    public void Dispose() => _http.Dispose();
}
