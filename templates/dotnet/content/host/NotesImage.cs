using System.Collections.Concurrent;
using Allocator;

namespace Template._1;

/// <summary>Where there is no cluster, this code stands for the image that the template names.</summary>
internal static class NotesImage
{
    public const string Name = "nginx:1.28";
    public const int Port = 8080;

    public static void Configure(ContainerContext container, WebApplication app)
    {
        var notes = new ConcurrentDictionary<string, string>();
        app.MapGet("/{note}", (string note) => notes.TryGetValue(note, out var text) ? Results.Text(text) : Results.NotFound());
        app.MapPut("/{note}", async (string note, HttpRequest request) =>
        {
            notes[note] = await new StreamReader(request.Body).ReadToEndAsync();
            return Results.Created();
        });
    }
}
