using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Allocator.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Allocator.Embedded;

/// <summary>The controllers on a cluster without a server and without a node: the test itself says what pods do, and when time passes.</summary>
internal sealed class TestCluster : IAsyncDisposable
{
    public const string Namespace = "test";

    private int _addresses;

    private TestCluster(string serviceRange)
    {
        var store = new ObjectStore();
        Operations = new(store, new(BuiltInKinds.All), Time);
        var loop = new ControlLoop(store, Time, NullLogger.Instance);
        Core = new(Operations, loop, new(Operations), NullLogger.Instance);
        Operations.UseAdmission(ClusterControllers.CreateAdmissions(Operations, IPNetwork.Parse(serviceRange)));
        foreach (var controller in ClusterControllers.Create(Core, new(name => $"/volumes/{name}", DeletedDirectories.Add)))
            loop.Add(controller);
        Proxy = new(Core);
        loop.Add(Proxy);
    }

    public ManualTimeProvider Time { get; } = new();

    public ObjectOperations Operations { get; }

    public ClusterCore Core { get; }

    public ServiceProxy Proxy { get; }

    public List<string> DeletedDirectories { get; } = [];

    public static TestCluster Start(string serviceRange = "127.77.255.0/24")
    {
        var cluster = new TestCluster(serviceRange);
        cluster.Create(ResourceTypes.Namespaces, """{"metadata": {"name": "test"}}""");
        cluster.Create(ResourceTypes.Nodes, """{"metadata": {"name": "node1", "labels": {"disk": "fast"}}}""");
        cluster.Create(ResourceTypes.StorageClasses, StandardStorageClass.Create().ToJsonString());
        cluster.Core.Loop.Start();
        return cluster;
    }

    public StoredObject Create(ResourceType type, string json)
    {
        var obj = JsonNode.Parse(json)!.AsObject();
        return Operations.Create(type, type.Namespaced ? Namespace : "", obj);
    }

    /// <summary>Creates, and waits until the controllers have done what they can.</summary>
    public async Task<StoredObject> CreateAsync(ResourceType type, string json)
    {
        var created = Create(type, json);
        await IdleAsync();
        return created;
    }

    public async Task IdleAsync() => await Core.Loop.WhenIdleAsync().WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);

    public async Task AdvanceAsync(TimeSpan by)
    {
        Time.Advance(by);
        await IdleAsync();
    }

    public async Task PatchAsync(StoredObject obj, Action<JsonObject> change)
    {
        Operations.Modify(obj, change);
        await IdleAsync();
    }

    public async Task DeleteAsync(StoredObject obj)
    {
        Operations.Delete(obj);
        await IdleAsync();
    }

    public StoredObject Get(ResourceType type, string name) =>
        Core.Store.Find(type, type.Namespaced ? Namespace : "", name) ?? throw new InvalidOperationException($"There is no {type} {name}.");

    public StoredObject? Find(ResourceType type, string name) => Core.Store.Find(type, type.Namespaced ? Namespace : "", name);

    public JsonElement Status(ResourceType type, string name) => Get(type, name).Json.Member("status");

    public IReadOnlyList<StoredObject> All(ResourceType type) => [.. Core.Store.In(type, type.Namespaced ? Namespace : "")];

    public IReadOnlyList<string> Names(ResourceType type) => [.. All(type).Select(obj => obj.Name)];

    public IReadOnlyList<StoredObject> Pods => All(ResourceTypes.Pods);

    /// <summary>The events about an object: <c>Reason: message</c>, oldest first.</summary>
    public IReadOnlyList<string> Events(string name) =>
    [
        .. All(ResourceTypes.Events)
            .Where(told => told.Json.Member("involvedObject").Text("name") == name)
            .OrderBy(told => long.Parse(told.Json.Member("involvedObject").Text("resourceVersion"), CultureInfo.InvariantCulture))
            .ThenBy(told => told.Version)
            .Select(told => $"{told.Json.Text("reason")}: {told.Json.Text("message")}"),
    ];

    public JsonElement Condition(ResourceType type, string name, string condition) =>
        Status(type, name).Member("conditions").Elements().SingleOrDefault(found => found.Text("type") == condition);

    /// <summary>What the node does with a pod: it runs, and is ready or not.</summary>
    public void SetRunning(StoredObject pod, bool isReady = true, long restarts = 0)
    {
        var address = pod.Json.Member("status").Text("podIP") is { Length: > 0 } own ? own : $"127.77.0.{Interlocked.Increment(ref _addresses)}";
        SetStatus(pod, "Running", new()
        {
            ["podIP"] = address,
            ["conditions"] = new JsonArray(new JsonObject
            {
                ["type"] = "Ready",
                ["status"] = isReady ? "True" : "False",
                ["lastTransitionTime"] = Timestamp.Format(Time.GetUtcNow()),
            }),
            ["containerStatuses"] = new JsonArray(new JsonObject { ["name"] = "main", ["restartCount"] = restarts }),
        });
    }

    public void SetEnded(StoredObject pod, bool hasSucceeded) => SetStatus(pod, hasSucceeded ? "Succeeded" : "Failed", []);

    /// <summary>Assigns all pods to the node, and lets all run and be ready, until nothing changes any more.</summary>
    public async Task RunPodsAsync()
    {
        await IdleAsync();
        while (Pods.FirstOrDefault(pod => pod.IsTerminating || (!pod.HasEnded() && !pod.IsRunningAndReady())) is { } next)
        {
            if (next.IsTerminating)
                Operations.Delete(next, gracePeriodSeconds: 0);
            else
                SetRunning(next);
            await IdleAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Core.Loop.DisposeAsync();
        await Proxy.DisposeAsync();
    }

    private void SetStatus(StoredObject pod, string phase, JsonObject status)
    {
        if (pod.NodeName().Length == 0)
            Operations.Modify(pod, obj => obj.Child("spec")["nodeName"] = "node1", "binding");
        Operations.Modify(
            pod,
            obj =>
            {
                obj.Child("status")["phase"] = phase;
                foreach (var member in status)
                    obj.Child("status")[member.Key] = member.Value?.DeepClone();
            },
            "status");
    }
}
