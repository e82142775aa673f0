using System.Collections.Concurrent;
using Allocator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Template._1;

/// <summary>The service that the tests have an instance of.</summary>
public sealed class Notes : ServiceDefinition, IEmbeddedService
{
    public override string Name => "notes";

    public override void Configure(ServiceOptions options) => options.TemplatePath = "notes.yaml.gotmpl";

    /// <summary>Where there is no cluster, this code stands for the image.</summary>
    public void AddImages(EmbeddedImages images) => images.AddWebApplication("nginx:1.28", 8080, (_, app) =>
    {
        var notes = new ConcurrentDictionary<string, string>();
        app.MapGet("/{note}", (string note) => notes.TryGetValue(note, out var text) ? Results.Text(text) : Results.NotFound());
        app.MapPut("/{note}", async (string note, HttpRequest request) =>
        {
            notes[note] = await new StreamReader(request.Body).ReadToEndAsync();
            return Results.Created();
        });
    });
}
