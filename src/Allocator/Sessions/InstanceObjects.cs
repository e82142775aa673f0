using System.Text.Json.Nodes;
using Allocator.Readiness;

namespace Allocator;

/// <summary>The objects of one instance that this process created, as its watches show them.</summary>
internal sealed class InstanceObjects(string instance, SessionWatches watches) : IInstanceObjects
{
    public IReadOnlyList<JsonObject> Pods => [.. watches.Index(ResourceKind.Pod).Of(instance).Values];

    public JsonObject? Find(ResourceKind kind, string name) => watches.Index(kind).Of(instance).GetValueOrDefault(name);

    public IDisposable Subscribe(Action onChange) => watches.Observe(instance, onChange);
}
