using System.Text.Json;

namespace Allocator.Embedded;

/// <summary>A watch that is open.</summary>
internal sealed class PlainWatch(HttpResponseMessage response, StreamReader reader) : IDisposable
{
    /// <summary>The next event: its type and object; null at the end.</summary>
    public async Task<(string Type, JsonElement Object)?> ReadAsync()
    {
        if (await reader.ReadLineAsync(TestContext.Current.CancellationToken) is not { } line)
            return null;
        using var document = JsonDocument.Parse(line);
        return (document.RootElement.Text("type"), document.RootElement.Member("object").Clone());
    }

    public void Dispose()
    {
        reader.Dispose();
        response.Dispose();
    }
}
