using System.Net;
using System.Text;
using System.Text.Json;

namespace Allocator.Embedded;

/// <summary>What tests ask of an API by plain HTTP.</summary>
internal static class PlainRequests
{
    public const string ConfigMapsPath = "/api/v1/namespaces/default/configmaps";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static Task<HttpResponseMessage> CreateAsync(this HttpClient client, string path, string json) =>
        client.PostAsync(path, Json(json), Token);

    /// <summary>Creates a config map of a name, or of a generated name if it ends with a dash.</summary>
    public static Task<HttpResponseMessage> CreateMapAsync(this HttpClient client, string name) =>
        client.CreateAsync(
            ConfigMapsPath,
            name.EndsWith('-')
                ? $$"""{ "metadata": { "generateName": "{{name}}", "labels": { "of": "{{name.TrimEnd('-')}}" } } }"""
                : $$"""{ "metadata": { "name": "{{name}}" } }""");

    public static async Task<bool> HasMapAsync(this HttpClient client, string name)
    {
        using var response = await client.GetAsync(new Uri($"{ConfigMapsPath}/{name}", UriKind.Relative), Token);
        return response.StatusCode == HttpStatusCode.OK;
    }

    /// <summary>How many config maps a generated name was given to.</summary>
    public static async Task<int> CountMapsAsync(this HttpClient client, string of)
    {
        var list = await client.GetJsonAsync($"{ConfigMapsPath}?labelSelector=of%3D{of}");
        return list.Member("items").GetArrayLength();
    }

    public static async Task<HttpStatusCode> StatusAsync(this HttpClient client, HttpMethod method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Version = client.DefaultRequestVersion, Content = body is null ? null : Json(body) };
        using var response = await client.SendAsync(request, Token);
        return response.StatusCode;
    }

    public static async Task<JsonElement> GetJsonAsync(this HttpClient client, string path)
    {
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative), Token);
        return await response.ReadAsync();
    }

    public static async Task<JsonElement> ReadAsync(this HttpResponseMessage response)
    {
        using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Token));
        return document.RootElement.Clone();
    }

    /// <summary>Opens a watch, and returns when the server has begun it.</summary>
    public static async Task<PlainWatch> WatchAsync(this HttpClient client, string path, string query = "")
    {
        var response = await client.GetAsync(new Uri($"{path}?watch=1{query}", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Token);
        return new(response, new StreamReader(await response.Content.ReadAsStreamAsync(Token)));
    }

    private static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");
}
