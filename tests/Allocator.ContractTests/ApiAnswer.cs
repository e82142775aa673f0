using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Allocator.Contract;

/// <summary>What the API server answered.</summary>
/// <param name="Code">The HTTP status code.</param>
/// <param name="Text">The body.</param>
/// <param name="Headers">The headers, those of the content not included.</param>
internal sealed record ApiAnswer(int Code, string Text, HttpResponseHeaders Headers)
{
    /// <summary>The body as an object.</summary>
    public JsonObject Json { get; } = Text.StartsWith('{') ? JsonNode.Parse(Text)!.AsObject() : [];

    /// <summary>The <c>reason</c> of a <c>Status</c>.</summary>
    public string? Reason => Json["reason"]?.GetValue<string>();

    /// <summary>The <c>message</c> of a <c>Status</c>.</summary>
    public string Message => Json["message"]?.GetValue<string>() ?? "";

    public JsonNode Metadata => Json["metadata"]!;

    public string Uid => Metadata["uid"]!.GetValue<string>();

    public string ResourceVersion => Metadata["resourceVersion"]!.GetValue<string>();

    /// <summary>The items of a list.</summary>
    public IReadOnlyList<JsonNode> Items => [.. (Json["items"] as JsonArray ?? []).Select(item => item!)];

    /// <summary>The names of a list's items.</summary>
    public IReadOnlyList<string> Names => [.. Items.Select(item => item["metadata"]!["name"]!.GetValue<string>())];

    /// <summary>The causes of a <c>Status</c>: reason and field.</summary>
    public IReadOnlyList<(string? Reason, string? Field)> Causes =>
        [.. (Json["details"]?["causes"] as JsonArray ?? []).Select(cause => (cause.At("reason"), cause.At("field")))];

    /// <summary>The value at a path such as <c>spec.ports.0.port</c> as text; null if there is none.</summary>
    public string? At(string path) => Json.At(path);

    /// <summary>The values of an array as text; none if there is no such array.</summary>
    public IReadOnlyList<string> Strings(string path) => Json.Strings(path);

    /// <summary>This answer, if it has that code.</summary>
    public ApiAnswer Expect(int code)
    {
        Assert.True(Code == code, $"{code} was expected; the answer is {Code}: {Text}");
        return this;
    }

    /// <summary>This answer, if it is a <c>Status</c> of that code and reason.</summary>
    public ApiAnswer ExpectFailure(int code, string reason)
    {
        Expect(code);
        Assert.Equal(
            ("Status", "Failure", code, reason),
            (Json["kind"]?.GetValue<string>(), Json["status"]?.GetValue<string>(), Json["code"]?.GetValue<int>() ?? 0, Reason));
        return this;
    }
}
