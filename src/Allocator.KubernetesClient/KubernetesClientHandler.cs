using k8s;

namespace Allocator;

/// <summary>Sends requests as the client sends its own: signed by its credentials, through its HTTP client and the handlers in it, which stay the application's to dispose of.</summary>
internal sealed class KubernetesClientHandler(Kubernetes client) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (client.Credentials is { } credentials)
            await credentials.ProcessHttpRequestAsync(request, cancellationToken).ConfigureAwait(false);
        return await client.HttpClient.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
    }
}
