using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Allocator.Embedded;

public sealed class OpenApiEndpointTests
{
    private const string Protobuf = "application/com.github.proto-openapi.spec.v2@v1.0+protobuf";

    [Theory]
    [InlineData("")]
    [InlineData("*/*")]
    [InlineData("application/json")]
    [InlineData("application/json, */*")]
    [InlineData(Protobuf + ";q=0.5, application/json")]
    public async Task ServeAsync_json_accepted_sends_the_document(string accept)
    {
        var response = await ServeAsync(accept);

        Assert.Equal("application/json", response.ContentType);
        using var document = JsonDocument.Parse(response.Body);
        Assert.Equal("2.0", document.RootElement.GetProperty("swagger").GetString());
        Assert.True(document.RootElement.GetProperty("definitions").TryGetProperty("io.k8s.api.apps.v1.Deployment", out _));
    }

    [Theory]
    [InlineData(Protobuf)]
    [InlineData("application/xml, " + Protobuf)]
    [InlineData("application/json;q=0, " + Protobuf)]
    public async Task ServeAsync_protobuf_accepted_sends_protobuf(string accept)
    {
        var response = await ServeAsync(accept);

        Assert.Equal("application/octet-stream", response.ContentType);
        Assert.Equal([0x0a, 3, (byte)'2', (byte)'.', (byte)'0'], ((MemoryStream)response.Body).ToArray()[..5]);
        Assert.Equal(response.ContentLength, response.Body.Length);
    }

    [Theory]
    [InlineData("application/xml")]
    [InlineData("application/json;q=0")]
    public async Task ServeAsync_nothing_accepted_answers_406(string accept)
    {
        var response = await ServeAsync(accept);

        Assert.Equal(StatusCodes.Status406NotAcceptable, response.StatusCode);
        Assert.Equal(0, response.Body.Length);
    }

    private static async Task<HttpResponse> ServeAsync(string accept)
    {
        var context = new DefaultHttpContext();
        context.Request.Headers.Accept = accept;
        context.Response.Body = new MemoryStream();
        await OpenApiEndpoint.ServeAsync(context);
        context.Response.Body.Position = 0;
        return context.Response;
    }
}
