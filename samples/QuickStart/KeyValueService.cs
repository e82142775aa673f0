using System.Net;
using Allocator;
using Samples;

namespace QuickStart;

/// <summary>The service that <see cref="KeyValueServer"/> is the image of.</summary>
internal sealed class KeyValueService : DemonstratedService
{
    public override string Name => "keyvalue";

    public override string Port => "http";

    public override void Configure(ServiceOptions options)
    {
        options.TemplatePath = "keyvalue.yaml.gotmpl";
        options.Disk.Size = "100Mi";
    }

    public override async Task UseAsync(InstanceEndpoint endpoint, CancellationToken cancellationToken)
    {
        using var client = ClientOf(endpoint);
        await PutAsync(client, "greeting", "hello, instance", cancellationToken);
        await PutAsync(client, "passing", "not for long", cancellationToken);
        await GetAsync(client, "greeting", cancellationToken);

        using var deleted = await client.DeleteAsync(PathOf("passing"), cancellationToken);
        Tell(deleted, "");
        await GetAsync(client, "passing", cancellationToken);
    }

    public override async Task UseAgainAsync(InstanceEndpoint endpoint, CancellationToken cancellationToken)
    {
        using var client = ClientOf(endpoint);
        await GetAsync(client, "greeting", cancellationToken);
    }

    private static async Task PutAsync(HttpClient client, string key, string value, CancellationToken cancellationToken)
    {
        using var content = new StringContent(value);
        using var response = await client.PutAsync(PathOf(key), content, cancellationToken);
        Tell(response, value);
    }

    private static async Task GetAsync(HttpClient client, string key, CancellationToken cancellationToken)
    {
        using var response = await client.GetAsync(PathOf(key), cancellationToken);
        Tell(response, await response.Content.ReadAsStringAsync(cancellationToken));
    }

    private static HttpClient ClientOf(InstanceEndpoint endpoint) => new() { BaseAddress = new Uri($"http://{endpoint}") };

    private static Uri PathOf(string key) => new($"/keys/{key}", UriKind.Relative);

    private static void Tell(HttpResponseMessage response, string value)
    {
        if (response.StatusCode != HttpStatusCode.NotFound)
            response.EnsureSuccessStatusCode();
        var request = response.RequestMessage!;
        Console.WriteLine($"  {request.Method,-6} {request.RequestUri!.AbsolutePath,-14}  {(int)response.StatusCode} {response.ReasonPhrase,-10}  {value}".TrimEnd());
    }
}
