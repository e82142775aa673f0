using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Allocator.Tests;

/// <summary>A real HTTP server on loopback: the first step answers the first request, and so on; the last one answers all that follow.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly RequestDelegate[] _script;
    private readonly ConcurrentQueue<ReceivedRequest> _requests = new();
    private int _count;

    private ScriptedServer(WebApplication application, RequestDelegate[] script)
    {
        _application = application;
        _script = script;
    }

    public Uri Address { get; private set; } = null!;

    /// <summary>What has been received, bodies included, in order.</summary>
    public IReadOnlyList<ReceivedRequest> Requests => [.. _requests];

    public ReceivedRequest Request => Assert.Single(_requests);

    public static Task<ScriptedServer> StartAsync(params RequestDelegate[] script) => StartOnAsync(0, script);

    public static async Task<ScriptedServer> StartOnAsync(int port, params RequestDelegate[] script)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        var application = builder.Build();
        var server = new ScriptedServer(application, script);
        application.Run(server.HandleAsync);
        await application.StartAsync();
        server.Address = new Uri(application.Urls.Single());
        return server;
    }

    public ClusterClient Client(ClusterClientOptions? options = null, ILogger<ClusterClient>? logger = null) =>
        new(new ClusterConnection(Address), options, logger);

    public async ValueTask DisposeAsync()
    {
        // Without waiting for requests that hang on purpose.
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _application.StopAsync(now.Token);
        await _application.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        _requests.Enqueue(new ReceivedRequest(context.Request.Method, target, context.Request.ContentType, body));
        var step = Math.Min(Interlocked.Increment(ref _count), _script.Length) - 1;
        await _script[step](context);
    }
}

internal sealed record ReceivedRequest(string Method, string Target, string? ContentType, string Body);
