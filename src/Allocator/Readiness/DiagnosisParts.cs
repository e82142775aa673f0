using System.Text.Json.Nodes;

namespace Allocator.Readiness;

/// <summary>The parts of a diagnosis that the API server has to be asked for. None of them fails.</summary>
internal sealed class DiagnosisParts(IEventSource events, ILogSource logs, CancellationToken cancellationToken)
{
    private const int MaxLogs = 4;
    private const int TailLines = 20;
    private const int LimitBytes = 64 * 1024;

    /// <summary>The events of these objects, and the error of those that could not be read.</summary>
    public async Task<EventsPart> ReadEventsAsync(IEnumerable<string> uids)
    {
        var all = await Task.WhenAll(uids.Select(uid => TryAsync(() => events.ListAsync(uid, cancellationToken)))).ConfigureAwait(false);
        return new EventsPart([.. all.SelectMany(one => one.Value ?? [])], all.Select(one => one.Error).FirstOrDefault(error => error is not null));
    }

    /// <summary>The last log lines of the containers that are not well.</summary>
    public Task<ContainerLog[]> ReadLogsAsync(IReadOnlyList<JsonObject> pods) =>
        ReadLogsAsync(pods.Where(pod => !PodStatus.IsReady(pod)).SelectMany(pod => PodStatus.Containers(pod).SelectMany(container => RequestsFor(pod, container))));

    /// <summary>The last log lines of all containers, those that are well included.</summary>
    public Task<ContainerLog[]> ReadAllLogsAsync(IReadOnlyList<JsonObject> pods, TimeSpan? since) =>
        ReadLogsAsync(
            from pod in pods.OrderBy(PodStatus.IsReady)
            from container in PodStatus.Containers(pod)
            where !container.IsInit
            select new LogRequest(pod.Name(), container.Name, Previous: false, TailLines, LimitBytes, since));

    private Task<ContainerLog[]> ReadLogsAsync(IEnumerable<LogRequest> requests) =>
        Task.WhenAll(requests.Take(MaxLogs).Select(async request =>
        {
            var (text, error) = await TryAsync(() => logs.ReadAsync(request, cancellationToken)).ConfigureAwait(false);
            return new ContainerLog(request, Whole(text ?? ""), error);
        }));

    private static IEnumerable<LogRequest> RequestsFor(JsonObject pod, PodContainer container)
    {
        var isRunning = container.Status.Object("state", "running") is not null;
        if (isRunning ? container.Status.Flag("ready") : container.LastEnd is null || container.LastEnd.Number("exitCode") is 0 && container.IsInit)
            yield break;
        yield return new LogRequest(pod.Name(), container.Name, Previous: false, TailLines, LimitBytes);
        // While a container waits for its restart, its log is that of the run that ended.
        if (isRunning && container.Restarts > 0)
            yield return new LogRequest(pod.Name(), container.Name, Previous: true, TailLines, LimitBytes);
    }

    // A line that the limit cut could end in half a secret, which nobody would recognise.
    private static string Whole(string text) => text.Length < LimitBytes / 4 ? text : text[..(text.LastIndexOf('\n') + 1)];

    private async Task<(T? Value, string? Error)> TryAsync<T>(Func<Task<T>> read)
        where T : class
    {
        try
        {
            return (await read().WaitAsync(cancellationToken).ConfigureAwait(false), null);
        }
#pragma warning disable CA1031 // Whatever keeps a part from being read, the others still tell something.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return (null, exception is OperationCanceledException ? "not answered in time" : exception.Message);
        }
    }
}

/// <summary>Events, and why some could not be read.</summary>
internal sealed record EventsPart(IReadOnlyList<JsonObject> Events, string? Error);

/// <summary>Log lines of a container, or why they could not be read.</summary>
internal sealed record ContainerLog(LogRequest Request, string Text, string? Error);
