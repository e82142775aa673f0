using System.Globalization;
using System.Net;
using System.Text;
using Allocator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Samples;

/// <summary>
/// A small HTTP server that keeps values by keys, as an image of the embedded cluster. Each value is a file below <c>/data</c>, so it outlives the pod.
/// </summary>
internal static class KeyValueServer
{
    /// <summary>The image's name, as <c>templates/keyvalue</c> has it.</summary>
    public const string Image = "keyvalue:1";

    private const int LongestKey = 100;

    /// <summary>Serves at the pod's address until the pod is told to stop.</summary>
    public static async Task<int> RunAsync(ContainerContext container, CancellationToken stopping)
    {
        var endpoint = new IPEndPoint(container.PodAddress, int.Parse(container.Environment["PORT"], CultureInfo.InvariantCulture));
        await using var server = Create(endpoint, container.HostPath("/data"));
        await server.StartAsync(stopping);
        await container.Output.WriteLineAsync($"listening on {endpoint}");
        await server.WaitForShutdownAsync(stopping);
        return 0;
    }

    private static WebApplication Create(IPEndPoint endpoint, string directory)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options => options.Listen(endpoint));
        var server = builder.Build();
        server.MapGet("/ready", () => "ready");

        var keys = server.MapGroup("/keys/{key}");
        keys.MapGet("", (string key) => FileOf(key) is { Exists: true } file ? Results.File(file.FullName, "text/plain") : Results.NotFound());
        keys.MapPut("", async (string key, HttpRequest request, CancellationToken cancellationToken) =>
        {
            if (key.Length > LongestKey)
                return Results.BadRequest();
            var written = Path.Combine(directory, Path.GetRandomFileName());
            await using (var file = File.Create(written))
                await request.Body.CopyToAsync(file, cancellationToken);
            // Whoever reads it meanwhile gets the value before or this one, and no half of either.
            File.Move(written, FileOf(key).FullName, overwrite: true);
            return Results.NoContent();
        });
        keys.MapDelete("", (string key) =>
        {
            FileOf(key).Delete();
            return Results.NoContent();
        });
        return server;

        FileInfo FileOf(string key) => new(Path.Combine(directory, Convert.ToHexString(Encoding.UTF8.GetBytes(key)) + ".value"));
    }
}
