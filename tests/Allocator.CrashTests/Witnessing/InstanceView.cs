using System.Text.Json;
using Allocator.Embedded;

namespace Allocator.Crashes;

/// <summary>What the store has of one instance.</summary>
internal sealed class InstanceView
{
    private readonly List<StoredObject> _objects;
    private readonly JsonElement _annotations;

    public InstanceView(ObjectStore store, string name)
    {
        Name = name;
        _objects = [.. store.Everything().Where(obj => obj.Labels.GetValueOrDefault("allocator.dev/instance") == name)];
        _annotations = store.Everything().FirstOrDefault(obj => obj.Type.Kind == "Lease" && obj.Name == name)?.Json.Member("metadata").Member("annotations") ?? default;
    }

    public string Name { get; }

    /// <summary>As the root says; empty if there is none.</summary>
    public string State => _annotations.Text("allocator.dev/state");

    /// <summary>The last operation that was begun, as the root has it.</summary>
    public string Operation => _annotations.Text("allocator.dev/operation");

    /// <summary>Whether it is as it is to be at the end of an operation: with all its pods, or with none.</summary>
    public bool IsSettled => State is "ready" or "suspended";

    /// <summary>The disks that are not going, by uid.</summary>
    public IReadOnlyList<string> Disks => [.. Of("PersistentVolumeClaim").Where(claim => !claim.IsTerminating).Select(claim => claim.Uid)];

    /// <summary>What was generated for it; empty if it has no Secret.</summary>
    public string Password => Of("Secret").Where(secret => secret.Name == Name).Select(PasswordOf).FirstOrDefault() ?? "";

    public static string PasswordOf(StoredObject secret) => secret.Json.Member("data").Text("password");

    /// <exception cref="ViolationException">It is not in this state, or not what it is to be in it.</exception>
    public void Require(string state, int pods)
    {
        var runs = state == "ready";
        var replicas = Of("Deployment").Concat(Of("StatefulSet")).Sum(workload => workload.Json.Member("spec").Number("replicas"));
        var there = Of("Pod").Count(pod => !runs || !pod.IsTerminating);
        if (State != state || replicas != (runs ? pods : 0) || there != (runs ? pods : 0))
            throw new ViolationException($"{Name} is to be {state}, but is {State} with {replicas} replicas and {there} pods; its record says {_annotations}.");
    }

    private IEnumerable<StoredObject> Of(string kind) => _objects.Where(obj => obj.Type.Kind == kind);
}
