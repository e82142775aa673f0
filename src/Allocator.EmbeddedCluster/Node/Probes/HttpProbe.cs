using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace Allocator.Embedded;

/// <summary>Asks an HTTP server. A status from 200 to 399 is success; redirects are not followed, certificates not checked.</summary>
internal static class HttpProbe
{
    private static readonly HttpMessageInvoker s_client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        PooledConnectionLifetime = TimeSpan.Zero,
#pragma warning disable CA5359 // As the kubelet: it asks whether the server answers, not who it is.
        SslOptions = { RemoteCertificateValidationCallback = static (_, _, _, _) => true },
#pragma warning restore CA5359
    });

    public static async Task<ProbeOutcome> RunAsync(JsonElement handler, int port, IPAddress podAddress, CancellationToken cancellationToken)
    {
        var host = ProbeRunner.HostOf(handler, podAddress);
        var scheme = handler.Text("scheme") == "HTTPS" ? "https" : "http";
        var uri = $"{scheme}://{host}:{port}/{handler.Text("path").TrimStart('/')}";
        using var request = new HttpRequestMessage(HttpMethod.Get, uri);
        request.Headers.TryAddWithoutValidation("User-Agent", "kube-probe/1.20");
        request.Headers.TryAddWithoutValidation("Accept", "*/*");
        foreach (var header in handler.Member("httpHeaders").Elements())
        {
            request.Headers.Remove(header.Text("name"));
            request.Headers.TryAddWithoutValidation(header.Text("name"), header.Text("value"));
        }

        try
        {
            using var response = await s_client.SendAsync(request, cancellationToken).ConfigureAwait(false);
            var status = (int)response.StatusCode;
            return status is >= 200 and < 400 ? ProbeOutcome.Success : ProbeOutcome.Failure($"HTTP probe failed with statuscode: {status}");
        }
        catch (OperationCanceledException)
        {
            return ProbeOutcome.Failure($"Get \"{uri}\": context deadline exceeded (Client.Timeout exceeded while awaiting headers)");
        }
        catch (HttpRequestException e)
        {
            var problem = e.InnerException is SocketException dial ? ProbeRunner.DialFailure(host, port, dial) : e.Message;
            return ProbeOutcome.Failure($"Get \"{uri}\": {problem}");
        }
    }
}
