using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Allocator;

/// <summary>What a server answered.</summary>
internal sealed record Answer(HttpStatusCode Status, string Text, HttpResponseHeaders Headers, string? MediaType)
{
    public JsonNode Json => JsonNode.Parse(Text)!;

    /// <summary>The kind of the problem that it is, with its status.</summary>
    public string Problem
    {
        get
        {
            Assert.True(MediaType == "application/problem+json", $"{Status}: {Text}");
            Assert.Equal((int)Status, Json["status"]!.GetValue<int>());
            Assert.Equal("urn:allocator:" + Json["kind"], Json["type"]!.GetValue<string>());
            return $"{(int)Status} {Json["kind"]}";
        }
    }
}
