using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Allocator.Embedded;

/// <summary>As much of an API server as <c>kubectl create</c> needs: discovery, the OpenAPI document, a POST that gives the object back.</summary>
internal sealed class DiscoveryServer : IAsyncDisposable
{
    private static readonly Dictionary<string, string> Documents = new()
    {
        ["/api"] = """{"kind":"APIVersions","versions":["v1"]}""",
        ["/api/v1"] = Resources("v1", ""),
        ["/apis"] = """
            {"kind":"APIGroupList","apiVersion":"v1","groups":[
            {"name":"apps","versions":[{"groupVersion":"apps/v1","version":"v1"}],"preferredVersion":{"groupVersion":"apps/v1","version":"v1"}},
            {"name":"other","versions":[{"groupVersion":"other/v1","version":"v1"}],"preferredVersion":{"groupVersion":"other/v1","version":"v1"}}]}
            """,
        ["/apis/apps/v1"] = Resources("apps/v1", """{"name":"deployments","namespaced":true,"kind":"Deployment","verbs":["create","get","patch"]}"""),
        ["/apis/other/v1"] = Resources("other/v1", """{"name":"widgets","namespaced":true,"kind":"Widget","verbs":["create","get","patch"]}"""),
        ["/version"] = """{"major":"1","minor":"20","gitVersion":"v1.20.2"}""",
    };

    private readonly WebApplication _server;

    private DiscoveryServer(WebApplication server) => _server = server;

    public string Address => _server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    /// <summary>The paths of the POSTs that arrived, with their queries.</summary>
    public List<string> Created { get; } = [];

    public static async Task<DiscoveryServer> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var server = new DiscoveryServer(app);
        app.Run(server.AnswerAsync);
        await app.StartAsync(cancellationToken);
        return server;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        context.Response.ContentType = "application/json";
        if (path == "/openapi/v2")
            await OpenApiEndpoint.ServeAsync(context);
        else if (context.Request.Method == "POST")
        {
            Created.Add(path + context.Request.QueryString);
            context.Response.StatusCode = StatusCodes.Status201Created;
            await context.Request.Body.CopyToAsync(context.Response.Body);
        }
        else if (Documents.TryGetValue(path, out var document))
            await context.Response.WriteAsync(document);
        else
            context.Response.StatusCode = StatusCodes.Status404NotFound;
    }

    private static string Resources(string groupVersion, string resource) =>
        $$"""{"kind":"APIResourceList","apiVersion":"v1","groupVersion":"{{groupVersion}}","resources":[{{resource}}]}""";
}
