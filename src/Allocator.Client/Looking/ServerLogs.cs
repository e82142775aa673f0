using System.Globalization;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Allocator.Client;

/// <summary>Reads the logs of an instance's pods.</summary>
internal sealed class ServerLogs(ServerSession session, string instance)
{
    public Task<string> ReadAsync(PodLogOptions? options, CancellationToken cancellationToken) =>
        session.GetAsync<string>(Path(options, follow: false), cancellationToken);

    public async IAsyncEnumerable<InstanceLogLine> FollowAsync(PodLogOptions? options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var request = session.Connection.Request(HttpMethod.Get, Path(options, follow: true));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/x-ndjson"));
        using var silence = new CancellationTokenSource(ServerConnection.Silence, session.Time);
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, silence.Token);
        using var response = await OnceAsync(() => session.Connection.SendAsync(request, bounded.Token), cancellationToken).ConfigureAwait(false);
        var content = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using var open = content.ConfigureAwait(false);
        using var reader = new StreamReader(content);
        while (await OnceAsync(() => reader.ReadLineAsync(bounded.Token).AsTask(), cancellationToken).ConfigureAwait(false) is { } line)
        {
            // An empty one says that the server lives.
            silence.CancelAfter(ServerConnection.Silence);
            if (line.Length > 0)
                yield return JsonSerializer.Deserialize<InstanceLogLine>(line, WireJson.Options);
        }
    }

    private Task<T> OnceAsync<T>(Func<Task<T>> send, CancellationToken cancellationToken) =>
        Repetition.OnceAsync(() => session.Connection.GuardAsync(send, cancellationToken));

    private string Path(PodLogOptions? options, bool follow)
    {
        options ??= new PodLogOptions();
        if (options.LimitBytes is not null)
            throw new AllocatorException($"A server counts no bytes of a log: use {nameof(PodLogOptions)}.{nameof(PodLogOptions.TailLines)} instead of {nameof(PodLogOptions.LimitBytes)}.");
        if (options is { Since: not null, SinceTime: not null })
            throw new ArgumentException($"{nameof(PodLogOptions.Since)} and {nameof(PodLogOptions.SinceTime)} exclude each other.", nameof(options));
        var since = options.SinceTime is { } time ? session.Time.GetUtcNow() - time : options.Since;
        var seconds = since is { } span ? Math.Max(1, Math.Ceiling(span.TotalSeconds)).ToString(CultureInfo.InvariantCulture) : null;
        return ApiPath.Of(instance, $"logs?follow={Flag(follow)}")
            + ServerInstances.Query("previous", Flag(options.Previous))
            + ServerInstances.Query("timestamps", Flag(options.Timestamps))
            + ServerInstances.Query("container", options.Container)
            + ServerInstances.Query("tail", options.TailLines?.ToString(CultureInfo.InvariantCulture))
            + ServerInstances.Query("since", seconds);
    }

    private static string Flag(bool value) => value ? "true" : "false";
}
