using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Allocator.Server;

/// <summary>A problem for a person whose browser has gone to an address itself: a sign-in that has failed leads to no page that could show it.</summary>
internal static class ProblemPage
{
    /// <summary>Marks an endpoint that browsers go to.</summary>
    public sealed record Shown;

    public static bool IsWanted(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<Shown>() is not null && SettingsOf(context).Enabled
        && context.Request.GetTypedHeaders().Accept.Any(type => type.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase));

    public static Task WriteAsync(HttpContext context, Problem problem, CancellationToken cancellationToken)
    {
        var settings = SettingsOf(context);
        var html = HtmlEncoder.Default;
        var title = html.Encode(ProblemKinds.TitleOf(problem.Kind));
        var root = html.Encode(settings.PublicPath("/"));
        PageHeaders.Set(context.Response.Headers);
        context.Response.Headers.CacheControl = "no-store";
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(
            $"""
            <!doctype html>
            <html lang="en">
            <head>
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width, initial-scale=1">
              <meta name="color-scheme" content="light dark">
              <title>{title} – Allocator</title>
              <link rel="icon" href="{root}page/icon.svg" type="image/svg+xml">
              <link rel="stylesheet" href="{root}page/page.css">
            </head>
            <body>
              <header class="bar"><strong class="brand">Allocator</strong></header>
              <main>
                <section class="card narrow">
                  <h1>{title}</h1>
                  <p>{html.Encode(problem.Detail)}</p>
                  <p class="actions"><a class="action" href="{html.Encode(settings.PublicPath(SignInEndpoints.SignInPath))}">Sign in</a> <a href="{root}">To the page</a></p>
                </section>
              </main>
            </body>
            </html>
            """,
            cancellationToken);
    }

    private static OpenIdConnectSignInOptions SettingsOf(HttpContext context) =>
        context.RequestServices.GetRequiredService<IOptions<AllocatorServerOptions>>().Value.OpenIdConnect;
}
