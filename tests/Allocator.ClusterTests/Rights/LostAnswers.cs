namespace Allocator;

/// <summary>Loses the answers to the requests that create objects of one resource: they have been created, but the caller must look to know.</summary>
internal sealed class LostAnswers(HttpMessageHandler inner, string resource) : DelegatingHandler(inner)
{
    public static ClusterClientOptions Of(string resource) => new() { WrapHandler = inner => new LostAnswers(inner, resource) };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        if (request.Method != HttpMethod.Post || !request.RequestUri!.AbsolutePath.EndsWith($"/{resource}", StringComparison.Ordinal))
            return response;
        response.Dispose();
        throw new HttpRequestException(HttpRequestError.ResponseEnded, "The connection was cut before the answer.");
    }
}
