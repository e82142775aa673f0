using Microsoft.AspNetCore.Routing;

namespace Allocator;

/// <summary>Every endpoint of the API, as the host knows it: one that is added later is among them.</summary>
internal static class MappedEndpoints
{
    /// <summary>A body that every endpoint can read.</summary>
    public static readonly object Body = new { command = (string[])["true"], lifetime = 60 };

    public static IEnumerable<(string Method, string Pattern)> All()
    {
        using var app = RunningServer.Build(options => options.Development.Enabled = true);
        return
        [
            .. from endpoint in ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
               where endpoint.RoutePattern.RawText!.StartsWith("/v1/", StringComparison.Ordinal)
               from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
               where method != "CONNECT"
               select (method, endpoint.RoutePattern.RawText!),
        ];
    }

    public static string Path(string pattern, string name) => pattern
        .Replace("{name}", name, StringComparison.Ordinal)
        .Replace("{port}", "echo", StringComparison.Ordinal)
        .Replace("{service}", "note", StringComparison.Ordinal);
}
