using System.Net;
using System.Text.Json.Nodes;

namespace Allocator.Embedded.Tests.Streams;

/// <summary>What is no stream, or none that can be served, is answered as a cluster of Kubernetes 1.20 does.</summary>
public sealed class RefusalTests
{
    private const string Pod = "/api/v1/namespaces/default/pods/web";
    private const string Exec = $"{Pod}/exec?command=a&stdout=1";
    private const string PortForward = $"{Pod}/portforward?ports=80";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Exec)]
    [InlineData(PortForward)]
    public async Task Request_without_an_upgrade_is_a_bad_request(string path)
    {
        var (status, body) = await SendAsync(path);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(
            """{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"Upgrade request required","reason":"BadRequest","code":400}""",
            body);
    }

    [Theory]
    [InlineData(Exec)]
    [InlineData(PortForward)]
    public async Task Unknown_subprotocol_is_forbidden(string path)
    {
        Assert.Equal((HttpStatusCode.Forbidden, ""), await SendAsync(path, [.. WebSocket, ("Sec-WebSocket-Protocol", "v9.channel.k8s.io")]));
    }

    [Theory]
    [InlineData("Sec-WebSocket-Version", "13", "mismatch challenge/response")]
    [InlineData("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==", "missing or bad WebSocket Version")]
    public async Task WebSocket_without_its_key_or_version_is_a_bad_request(string name, string value, string message)
    {
        var answer = await SendAsync(Exec, ("Connection", "Upgrade"), ("Upgrade", "websocket"), (name, value));

        Assert.Equal((HttpStatusCode.BadRequest, message), answer);
    }

    [Fact]
    public async Task Base64_subprotocol_is_not_implemented()
    {
        var (status, body) = await SendAsync(Exec, [.. WebSocket, ("Sec-WebSocket-Protocol", "v4.base64.channel.k8s.io")]);

        Assert.Equal(HttpStatusCode.NotImplemented, status);
        Assert.Equal("NotImplemented", JsonNode.Parse(body)!["reason"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("v3.channel.k8s.io", HttpStatusCode.NotImplemented)]
    [InlineData("foo", HttpStatusCode.Forbidden)]
    [InlineData(null, HttpStatusCode.BadRequest)]
    public async Task Spdy_of_another_version_is_refused(string? version, HttpStatusCode expected)
    {
        var (status, _) = await SendAsync(
            Exec, [("Connection", "Upgrade"), ("Upgrade", "SPDY/3.1"), .. version is null ? [] : new[] { ("X-Stream-Protocol-Version", version) }]);

        Assert.Equal(expected, status);
    }

    [Fact]
    public async Task Other_protocol_than_WebSocket_and_Spdy_is_a_bad_request()
    {
        var (status, _) = await SendAsync(
            PortForward, ("Connection", "Upgrade"), ("Upgrade", "h2c"), ("X-Stream-Protocol-Version", "portforward.k8s.io"));

        Assert.Equal(HttpStatusCode.BadRequest, status);
    }

    [Fact]
    public async Task Exec_without_any_stream_is_a_bad_request() => Assert.Equal(
        (HttpStatusCode.BadRequest, "you must specify at least 1 of stdin, stdout, stderr"), await SendAsync($"{Pod}/exec?command=a", WebSocket));

    [Theory]
    [InlineData("", "query parameter \"port\" is required")]
    [InlineData("?ports=0", "port \"0\" must be > 0")]
    [InlineData("?ports=80,x", "cannot convert to []int32: strconv.ParseUint: parsing \"x\": invalid syntax")]
    [InlineData("?ports=70000", "cannot convert to []int32: strconv.ParseUint: parsing \"70000\": value out of range")]
    public async Task Port_that_is_none_is_a_bad_request(string query, string message)
    {
        var (status, body) = await SendAsync($"{Pod}/portforward{query}", [.. WebSocket, ("Sec-WebSocket-Protocol", "v4.channel.k8s.io")]);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(message, body.StartsWith('{') ? JsonNode.Parse(body)!["message"]!.GetValue<string>() : body);
    }

    private static (string Name, string Value)[] WebSocket =>
    [
        ("Connection", "Upgrade"),
        ("Upgrade", "websocket"),
        ("Sec-WebSocket-Version", "13"),
        ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="),
    ];

    private static async Task<(HttpStatusCode Status, string Body)> SendAsync(string path, params (string Name, string Value)[] headers)
    {
        await using var server = await new PodServer().StartAsync();
        using var client = server.NewHttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var response = await client.SendAsync(request, Token);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Token));
    }
}
