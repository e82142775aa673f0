using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Allocator.Embedded;

/// <summary>Answers every request: who asks, may they, and then the part that knows how.</summary>
internal sealed partial class ApiServer(
    TimeProvider time, FaultGate faults, AccessGate access, ResourceEndpoints resources, DiscoveryEndpoints discovery, ILogger logger)
{
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Whatever fails is answered with 500.")]
    public async Task HandleAsync(HttpContext http)
    {
        http.Response.Headers.Date = time.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
        var info = RequestInfo.Parse(http.Request);
        try
        {
            await faults.PassAsync(http, info, () => DispatchAsync(http, info)).ConfigureAwait(false);
        }
        catch (ApiException e) when (!http.Response.HasStarted)
        {
            await Answer.FailureAsync(http, e).ConfigureAwait(false);
        }
        catch (Exception e) when (http.RequestAborted.IsCancellationRequested || e is OperationCanceledException or BadHttpRequestException)
        {
            http.Abort();
        }
        catch (Exception e) when (!http.Response.HasStarted)
        {
            LogFailure(info.Verb, info.Path, e);
            await Answer.FailureAsync(http, new(500, "InternalError", $"the embedded cluster failed: {e.Message}")).ConfigureAwait(false);
        }
    }

    private Task DispatchAsync(HttpContext http, RequestInfo info)
    {
        var user = access.Enter(http.Request, info);
        if (info.IsResource)
            return resources.HandleAsync(http, info, user);
        if (info.Verb is not ("get" or "head"))
            throw ApiException.MethodNotAllowed();
        switch (info.Path.TrimEnd('/'))
        {
            case "/healthz" or "/readyz" or "/livez":
                return Answer.TextAsync(http, 200, "ok");
            case "/openapi/v2":
                return OpenApiEndpoint.ServeAsync(http);
            case "/version":
                return Answer.JsonAsync(http, 200, Version());
            case var path when discovery.Find(path) is { } document:
                return Answer.JsonAsync(http, 200, document);
            case var path when path.Split('/') is ["", "apis", var group, ..] && UnsupportedResources.HasGroup(group):
                throw ApiException.NotImplemented($"the API group {group}");
            case "/metrics" or "/logs" or "/openapi/v3":
                throw ApiException.NotImplemented(info.Path);
            case var path when path.Split('/') is ["", "apis", var group, _] && discovery.HasGroup(group):
            case var other when other.StartsWith("/api/", StringComparison.Ordinal):
                throw ApiException.NoSuchPath();
            default:
                throw ApiException.NoSuchPage();
        }
    }

    private static JsonObject Version() => new()
    {
        ["major"] = "1",
        ["minor"] = "20",
        ["gitVersion"] = "v1.20.2+embedded",
        ["gitCommit"] = "",
        ["gitTreeState"] = "clean",
        ["buildDate"] = "1970-01-01T00:00:00Z",
        ["goVersion"] = "",
        ["compiler"] = "",
        ["platform"] = "dotnet",
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "{Verb} {Path} failed")]
    private partial void LogFailure(string verb, string path, Exception failure);
}
