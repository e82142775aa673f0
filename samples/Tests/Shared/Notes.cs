using System.Net;

namespace Samples;

/// <summary>A client of the key-value service: what the samples test where there is no cluster.</summary>
public sealed class Notes(string address) : IDisposable
{
    private readonly HttpClient _client = new() { BaseAddress = new Uri(address) };

    public async Task WriteAsync(string key, string text)
    {
        using var content = new StringContent(text);
        using var response = await _client.PutAsync(PathOf(key), content);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>The note; null if there is none.</summary>
    public async Task<string?> ReadAsync(string key)
    {
        using var response = await _client.GetAsync(PathOf(key));
        return response.StatusCode == HttpStatusCode.NotFound ? null : await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
    }

    public void Dispose() => _client.Dispose();

    private static Uri PathOf(string key) => new($"/keys/{key}", UriKind.Relative);
}
