using System.Text.Json.Nodes;
using Allocator.Readiness;

namespace Allocator;

/// <summary>Events and logs, read from the cluster.</summary>
internal sealed class ClusterEvidence(AllocatorSession session) : IEventSource, ILogSource
{
    public async Task<IReadOnlyList<JsonObject>> ListAsync(string uid, CancellationToken cancellationToken)
    {
        var selector = new ResourceSelector { Fields = $"involvedObject.uid={uid}" };
        return await session.Client.ListAsync(ResourceKind.Event, session.Namespace, selector, cancellationToken).ToListAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task<string> ReadAsync(LogRequest request, CancellationToken cancellationToken)
    {
        var options = new PodLogOptions
        {
            Container = request.Container,
            Previous = request.Previous,
            TailLines = request.TailLines,
            LimitBytes = request.LimitBytes,
            Since = request.Since,
        };
        using var reader = new StreamReader(await session.Client.ReadLogsAsync(session.Namespace, request.Pod, options, cancellationToken).ConfigureAwait(false));
        return await reader.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
    }
}
