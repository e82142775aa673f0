using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Allocator;

/// <summary>One request as it is sent, perhaps several times.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Uri">The whole address.</param>
/// <param name="Target">What it is about, as messages say it: <c>pods/x in namespace y</c>.</param>
internal sealed record ClusterRequest(HttpMethod Method, Uri Uri, string Target)
{
    private readonly byte[]? _body;

    /// <summary>The body. It is written out at once, so the caller may go on to change the object.</summary>
    public JsonNode? Body
    {
        init => _body = value is null ? null : KubernetesJson.Serialize(value);
    }

    public string ContentType { get; init; } = "application/json";

    /// <summary>What the request is called in messages, if not by its method.</summary>
    public string? Verb { get; init; }

    /// <summary>Whether sending it twice does the same as sending it once.</summary>
    public bool IsRepeatable { get; init; }

    /// <summary>
    /// Whether it goes before others where requests wait for each other: what renews, ends or removes what is there must not wait for all that is yet to come.
    /// </summary>
    public bool IsUrgent => Method == HttpMethod.Patch || Method == HttpMethod.Delete;

    /// <summary>Whether nothing of the body may be in a message.</summary>
    public bool BodyIsSecret { get; init; }

    /// <summary>The protocol that it asks to go on with; null if it is an ordinary request.</summary>
    public IProtocolUpgrade? Upgrade { get; init; }

    public static string Describe(ResourceKind kind, string? @namespace, string? name = null, string? subresource = null)
    {
        var target = kind.ResourceName;
        if (name is not null)
            target += $"/{name}";
        if (subresource is not null)
            target += $"/{subresource}";
        return kind.Namespaced && @namespace is not null ? $"{target} in namespace {@namespace}" : target;
    }

    public HttpRequestMessage ToMessage(string userAgent)
    {
        var message = new HttpRequestMessage(Method, Uri)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        // An upgrade that accepts JSON only is refused with 406: what is negotiated there is the pod's stream.
        message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(Upgrade is null ? "application/json" : "*/*"));
        message.Headers.TryAddWithoutValidation("User-Agent", userAgent);
        Upgrade?.AddTo(message);
        if (_body is not null)
        {
            message.Content = new ByteArrayContent(_body);
            message.Content.Headers.ContentType = new MediaTypeHeaderValue(ContentType);
        }

        return message;
    }

    public override string ToString() => $"{Verb ?? Method.Method} {Target}";
}
