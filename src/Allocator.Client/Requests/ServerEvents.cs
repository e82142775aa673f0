using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Allocator.Api;

namespace Allocator.Client;

/// <summary>Sends requests that the server answers by events, and passes on their progress.</summary>
internal sealed class ServerEvents(ServerConnection connection, TimeProvider time)
{
    private const string MediaType = "text/event-stream";

    /// <exception cref="ServerFailure">It failed, or the connection broke.</exception>
    public async Task<ServerOutcome> RunAsync(string path, object? body, string? key, IProgress<InstanceProgress>? progress, CancellationToken cancellationToken)
    {
        using var silence = new CancellationTokenSource(ServerConnection.Silence, time);
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, silence.Token);
        return await connection.GuardAsync(
            async () =>
            {
                using var request = connection.Request(HttpMethod.Post, path, body);
                request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(MediaType));
                if (key is not null)
                    request.Headers.Add("Idempotency-Key", key);
                using var response = await connection.SendAsync(request, bounded.Token).ConfigureAwait(false);
                var content = await response.Content.ReadAsStreamAsync(bounded.Token).ConfigureAwait(false);
                await using var open = content.ConfigureAwait(false);
                return await ReadAsync(content, progress, silence, bounded.Token).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
    }

    private async Task<ServerOutcome> ReadAsync(
        Stream content, IProgress<InstanceProgress>? progress, CancellationTokenSource silence, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(content);
        var name = "";
        var templates = new Dictionary<string, string>();
        while (await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line)
        {
            silence.CancelAfter(ServerConnection.Silence);
            if (line.StartsWith("event: ", StringComparison.Ordinal))
                name = line["event: ".Length..];
            if (!line.StartsWith("data: ", StringComparison.Ordinal))
                continue;
            var data = line["data: ".Length..];
            switch (name)
            {
                case EventName.ConnectionStrings:
                    templates = Read<Dictionary<string, string>>(data);
                    break;
                case EventName.Instance:
                    return new ServerOutcome(Read<Instance>(data), templates);
                case EventName.Problem:
                    throw ServerProblem.Of(Read<JsonObject>(data), connection);
                case EventName.Progress when progress is not null:
                    progress.Report(Progress(Read<ProgressResource>(data)));
                    break;
            }
        }

        throw connection.Unreachable("the connection ended before the answer was complete", null);
    }

    private static InstanceProgress Progress(ProgressResource told) => new(told.Phase, told.Message, TimeSpan.FromSeconds(told.Elapsed))
    {
        InstanceName = told.Name,
        PodsReady = told.PodsReady,
        PodsTotal = told.PodsTotal,
        Holders = told.Holders,
    };

    private static T Read<T>(string data) => JsonSerializer.Deserialize<T>(data, WireJson.Options) ?? throw new JsonException("An event has no data.");
}
