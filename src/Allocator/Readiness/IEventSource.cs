using System.Text.Json.Nodes;

namespace Allocator.Readiness;

/// <summary>Lists events.</summary>
internal interface IEventSource
{
    /// <summary>The events whose <c>involvedObject.uid</c> is this one.</summary>
    Task<IReadOnlyList<JsonObject>> ListAsync(string uid, CancellationToken cancellationToken);
}
