using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Allocator.Embedded;

/// <summary>An image whose containers are web applications of this process, and take no configuration, signals or console from it.</summary>
internal sealed class WebApplicationImage(int port, Action<ContainerContext, WebApplication> configure) : IContainerImage
{
    public async Task<int> RunAsync(ContainerContext container, CancellationToken stopping)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Services.AddRouting();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options => options.Listen(container.PodAddress, port));

        var application = builder.Build();
        await using (application.ConfigureAwait(false))
        {
            application.Use(next => http => LogFailureAsync(container, next, http));
            configure(container, application);
            await application.StartAsync(stopping).ConfigureAwait(false);
            await container.Output.WriteLineAsync($"listening on {container.PodAddress}:{port}").ConfigureAwait(false);
            await application.WaitForShutdownAsync(stopping).ConfigureAwait(false);
            return 0;
        }
    }

    private static async Task LogFailureAsync(ContainerContext container, RequestDelegate next, HttpContext http)
    {
        try
        {
            await next(http).ConfigureAwait(false);
        }
        catch (Exception failure) when (!http.RequestAborted.IsCancellationRequested)
        {
            await container.Error.WriteLineAsync($"{http.Request.Method} {http.Request.Path}: {failure}").ConfigureAwait(false);
            throw;
        }
    }
}
