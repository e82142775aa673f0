using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Allocator.Readiness;

namespace Allocator.Tests.Readiness;

/// <summary>An instance's objects and events, as a test puts them.</summary>
internal sealed class RecordedObjects : IInstanceObjects, IEventSource, ILogSource
{
    private ImmutableList<JsonObject> _events = [];
    private ImmutableSortedDictionary<(string Kind, string Name), JsonObject> _objects = ImmutableSortedDictionary<(string Kind, string Name), JsonObject>.Empty;
    private ImmutableList<Action> _subscribers = [];

    public List<string> EventLists { get; } = [];

    public List<LogRequest> LogReads { get; } = [];

    public Func<LogRequest, string> Log { get; set; } = _ => "";

    public Exception? EventError { get; set; }

    /// <summary>Whether events and logs are never answered.</summary>
    public bool Silent { get; set; }

    public IReadOnlyList<JsonObject> Pods => [.. _objects.Values.Where(obj => obj.Kind() == "Pod")];

    public void Apply(RecordedChange change)
    {
        if (change.IsEvent)
            _events = _events.RemoveAll(e => e.Uid() == change.Object.Uid()).Add(change.Object);
        else if (change.Type == "DELETED")
            _objects = _objects.Remove((change.Object.Kind(), change.Object.Name()));
        else
            _objects = _objects.SetItem((change.Object.Kind(), change.Object.Name()), change.Object);
        foreach (var subscriber in _subscribers)
            subscriber();
    }

    public void Apply(string json) => Apply(new RecordedChange(TimeSpan.Zero, "MODIFIED", Json.Object(json)));

    public void Delete(string json) => Apply(new RecordedChange(TimeSpan.Zero, "DELETED", Json.Object(json)));

    public JsonObject? Find(ResourceKind kind, string name) => _objects.GetValueOrDefault((kind.Kind, name));

    public IDisposable Subscribe(Action onChange)
    {
        _subscribers = _subscribers.Add(onChange);
        return new Subscription(() => _subscribers = _subscribers.Remove(onChange));
    }

    public Task<IReadOnlyList<JsonObject>> ListAsync(string uid, CancellationToken cancellationToken)
    {
        EventLists.Add(uid);
        if (Silent)
            return new TaskCompletionSource<IReadOnlyList<JsonObject>>().Task;
        return EventError is null
            ? Task.FromResult<IReadOnlyList<JsonObject>>([.. _events.Where(e => e.Text("involvedObject", "uid") == uid)])
            : Task.FromException<IReadOnlyList<JsonObject>>(EventError);
    }

    public Task<string> ReadAsync(LogRequest request, CancellationToken cancellationToken)
    {
        LogReads.Add(request);
        return Silent ? new TaskCompletionSource<string>().Task : Task.FromResult(Log(request));
    }

    public bool HasSubscribers => !_subscribers.IsEmpty;

    private sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
