using Microsoft.AspNetCore.Http;

namespace Allocator.Crashes;

/// <summary>Sends requests to an embedded cluster without a connection: whatever is under way is in this process, and nothing of it takes time.</summary>
internal sealed class InProcessHandler(RequestDelegate server, string token) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        return await new Exchange().RunAsync(server, InProcessRequest.Of(request, body, token), cancellationToken);
    }
}
