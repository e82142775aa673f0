using System.Text.Json;
using System.Text.Json.Nodes;
using Allocator.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Allocator.Embedded;

/// <summary>A store with the node's controllers, on a clock that stands still. It remembers every state of every object.</summary>
internal sealed class NodeHarness : IAsyncDisposable
{
    public const string Namespace = "test";

    /// <summary>A node that is not tight.</summary>
    public static NodeOptions Options { get; } = new() { Capacity = new(64, 256L << 30, 10_000) };

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    private readonly List<StoreChange> _seen = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _recording;
    private long _position;
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private NodeHarness(EmbeddedImages images, NodeOptions options)
    {
        Images = images;
        var store = new ObjectStore();
        var operations = new ObjectOperations(store, new KindCatalog(BuiltInKinds.All), Time);
        Core = new(operations, new ControlLoop(store, Time, NullLogger.Instance), new EventRecorder(operations), new ThrowingLogger(Failures));
        Node = new(Core, images, options);
        _recording = RecordAsync();
    }

    public ManualTimeProvider Time { get; } = new();

    public EmbeddedImages Images { get; }

    public ClusterCore Core { get; }

    public EmbeddedNode Node { get; }

    /// <summary>What the node itself failed at; empty at the end of a good test.</summary>
    public List<string> Failures { get; } = [];

    public static async Task<NodeHarness> StartAsync(Action<EmbeddedImages>? register = null, NodeOptions? options = null)
    {
        var images = new EmbeddedImages();
        images.Add("idle", Behaviors.IdleAsync);
        images.AddProgram("sh", "/bin/sh");
        register?.Invoke(images);
        var harness = new NodeHarness(images, options ?? Options);
        harness.Core.Loop.Start();
        await harness.Node.StartAsync(TestContext.Current.CancellationToken);
        return harness;
    }

    /// <summary>A pod with one container <c>main</c>.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="image">The container's image.</param>
    /// <param name="container">More fields of the container, as JSON members.</param>
    /// <param name="spec">More fields of the pod's specification, as JSON members.</param>
    public StoredObject CreatePod(string name, string image, string container = "", string spec = "") => CreatePodOf(
        name, $$"""
        { "containers": [ { "name": "main", "image": "{{image}}" {{More(container)}} } ] {{More(spec)}} }
        """);

    public StoredObject CreatePodOf(string name, string spec) => Create(ResourceTypes.Pods, name, $$"""{ "spec": {{spec}} }""");

    public StoredObject Create(ResourceType type, string name, string json)
    {
        var obj = JsonNode.Parse(json)!.AsObject();
        obj.Child("metadata")["name"] = name;
        return Core.Operations.Create(type, type.Namespaced ? Namespace : "", obj);
    }

    /// <summary>A claim of a gibibyte.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="spec">More fields of its specification, as JSON members with a comma after each.</param>
    public StoredObject CreateClaim(string name, string spec = "") => Create(ResourceTypes.PersistentVolumeClaims, name, $$"""
        { "spec": { {{spec}} "accessModes": ["ReadWriteOnce"], "resources": { "requests": { "storage": "1Gi" } } } }
        """);

    /// <summary>A volume that the cluster has made.</summary>
    public void CreateVolume(string name) => Create(ResourceTypes.PersistentVolumes, name, $$"""
        { "spec": { "accessModes": ["ReadWriteOnce"], "capacity": { "storage": "1Gi" },
            "hostPath": { "path": {{JsonSerializer.Serialize(Node.Directories.PersistentVolume(name))}} } } }
        """);

    private static string More(string members) => members.Length > 0 ? "," + members : "";

    public StoredObject? FindPod(string name) => Core.Store.Find(ResourceTypes.Pods, Namespace, name);

    public JsonElement Status(string pod) => FindPod(pod)!.Json.Member("status");

    /// <summary>The status of a container of a pod as it is now.</summary>
    public JsonElement Container(string pod, string container = "main") => ContainerOf(Status(pod), container);

    public static JsonElement ContainerOf(JsonElement status, string container = "main") => status.Member("initContainerStatuses").Elements()
        .Concat(status.Member("containerStatuses").Elements()).FirstOrDefault(candidate => candidate.Text("name") == container);

    /// <summary>Waits until a pod's status is so, now.</summary>
    public async Task<JsonElement> UntilAsync(string pod, Func<JsonElement, bool> condition)
    {
        await WaitAsync(() => FindPod(pod) is { } found && condition(found.Json.Member("status")), () => FindPod(pod)?.Json.GetRawText() ?? "no pod");
        return Status(pod);
    }

    public Task<JsonElement> UntilPhaseAsync(string pod, string phase) => UntilAsync(pod, status => status.Text("phase") == phase);

    /// <summary>Waits until a container of a pod is so, now.</summary>
    public async Task<JsonElement> UntilContainerAsync(string pod, Func<JsonElement, bool> condition, string container = "main") =>
        ContainerOf(await UntilAsync(pod, status => condition(ContainerOf(status, container))), container);

    public Task<JsonElement> UntilWaitingAsync(string pod, string reason, string container = "main") =>
        UntilContainerAsync(pod, status => status.Member("state", "waiting").Text("reason") == reason, container);

    public Task<JsonElement> UntilRunningAsync(string pod, int restarts = 0, string container = "main") =>
        UntilContainerAsync(pod, status => status.Member("state").Has("running") && status.Number("restartCount") == restarts, container);

    public Task UntilGoneAsync(string pod) => WaitAsync(() => FindPod(pod) is null, () => FindPod(pod)!.Json.GetRawText());

    /// <summary>Waits until there is an event of a pod.</summary>
    public async Task<JsonElement> UntilEventAsync(string pod, string reason)
    {
        await WaitAsync(
            () => Events(pod).Any(found => found.Text("reason") == reason), () => string.Join('\n', Events(pod).Select(found => found.GetRawText())));
        return Events(pod).First(found => found.Text("reason") == reason);
    }

    public IReadOnlyList<JsonElement> Events(string pod) => [.. Core.Store.All(ResourceTypes.Events).Values
        .Where(found => found.Json.Member("involvedObject").Text("name") == pod).OrderBy(found => found.Version).Select(found => found.Json)];

    /// <summary>All states that a pod's status had, in order.</summary>
    public IReadOnlyList<JsonElement> History(string pod)
    {
        // What was waited for is in the store, and perhaps not recorded yet.
        Record();
        lock (_seen)
        {
            return
            [
                .. _seen.Where(change => change.Object.Type == ResourceTypes.Pods && change.Object.Name == pod)
                    .Select(change => change.Object.Json.Member("status")),
            ];
        }
    }

    public void Delete(string pod, long? gracePeriodSeconds = null) => Core.Operations.Delete(FindPod(pod)!, gracePeriodSeconds: gracePeriodSeconds);

    public async Task WaitAsync(Func<bool> condition, Func<string> state)
    {
        using var patience = new CancellationTokenSource(s_patience);
        while (true)
        {
            Task more;
            lock (_seen)
                more = _more.Task;
            if (condition())
                return;
            try
            {
                await more.WaitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"It has not come: {state()}\n{string.Join('\n', Failures)}");
            }
        }
    }

    /// <summary>Waits until that many timers wait: one for each pod that will do something later, and for each probe that is being made.</summary>
    public Task WaitForTimersAsync(int count) => SpinAsync(() => Time.WaitingTimers == count);

    /// <summary>Waits until all probes of a pod's container that are due have been made and their outcomes taken.</summary>
    public Task WaitForProbesAsync(string pod)
    {
        var slot = Node.Kubelet.Find(FindPod(pod)!)!.Slots.Single();
        return SpinAsync(() => slot.Probes.All(probe =>
            (probe.Kind == ProbeKind.Startup) == slot.IsStarted || (probe.Running is null && probe.NextAt > Time.GetUtcNow())));
    }

    public static async Task SpinAsync(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(s_patience);
        while (!condition())
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Core.Loop.DisposeAsync();
        await Node.DisposeAsync();
        await _stop.CancelAsync();
        await _recording;
        _stop.Dispose();
    }

    private async Task RecordAsync()
    {
        while (!_stop.IsCancellationRequested)
            await Record().WaitAsync(_stop.Token).ContinueWith(_ => { }, TaskScheduler.Default);
    }

    /// <summary>Takes what there is.</summary>
    /// <returns>Completes when there is more.</returns>
    private Task Record()
    {
        TaskCompletionSource signal;
        Task more;
        lock (_seen)
        {
            Assert.True(Core.Store.Changes.TryRead(_position, out var changes, out more));
            if (changes.Count == 0)
                return more;
            _seen.AddRange(changes);
            _position = changes[^1].Version;
            (signal, _more) = (_more, new(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        signal.TrySetResult();
        return more;
    }

    private sealed class ThrowingLogger(List<string> failures) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (failures)
                failures.Add($"{formatter(state, exception)}: {exception}");
        }
    }
}
