using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>One look at a DaemonSet: what each node should have and has.</summary>
internal sealed class DaemonSetPass(ClusterCore core, StoredObject set, PodControl control, StoredObject revision, IReadOnlyList<StoredObject> pods)
{
    private const string GenerationAnnotation = "deprecated.daemonset.template.generation";
    private const string GenerationLabel = "pod-template-generation";

    private readonly long _minReady = set.Json.Member("spec").Number("minReadySeconds") ?? 0;
    private readonly string _hash = revision.Labels[Revisions.HashLabel];
    private readonly List<StoredObject> _nodes = [.. core.Store.All(ResourceTypes.Nodes).Values];

    private DateTimeOffset Now => core.Time.GetUtcNow();

    public void Run()
    {
        foreach (var node in _nodes)
            Manage(node);
        foreach (var pod in pods.Where(pod => !pod.IsTerminating && _nodes.TrueForAll(node => node.Name != pod.NodeName())))
            control.Delete(set, pod);
        if (set.Json.Member("spec", "updateStrategy").Text("type") != "OnDelete")
            Update();
    }

    public JsonObject Status()
    {
        var wanted = _nodes.Where(Wants).ToList();
        var first = wanted.Select(node => On(node).MinBy(pod => pod.CreatedAt())).OfType<StoredObject>().ToList();
        var available = first.Count(pod => pod.IsAvailable(_minReady, Now));
        var status = new JsonObject
        {
            ["currentNumberScheduled"] = first.Count,
            ["numberMisscheduled"] = _nodes.Count(node => !Wants(node) && On(node).Any()),
            ["desiredNumberScheduled"] = wanted.Count,
            ["numberReady"] = first.Count(PodFacts.IsReady),
        };
        StatusConditions.Count(status, "observedGeneration", set.Generation());
        StatusConditions.Count(status, "updatedNumberScheduled", first.Count(IsUpdated));
        StatusConditions.Count(status, "numberAvailable", available);
        StatusConditions.Count(status, "numberUnavailable", wanted.Count - available);
        return status;
    }

    /// <summary>After which time a pod that is ready becomes available.</summary>
    public TimeSpan? UntilAvailable() => pods.Select(pod => pod.AvailableAt(_minReady) - Now).Where(wait => wait > TimeSpan.Zero).Min();

    private void Manage(StoredObject node)
    {
        var here = On(node).ToList();
        if (!Wants(node))
        {
            here.Where(pod => !pod.IsTerminating).ToList().ForEach(pod => control.Delete(set, pod));
            return;
        }

        if (here.Count == 0)
            control.Create(set, NewPod(node));
        foreach (var failed in here.Where(pod => !pod.IsTerminating && pod.HasFailed()))
        {
            var message = $"Found failed daemon pod {failed.Namespace}/{failed.Name} on node {node.Name}, will try to kill it";
            core.Events.Tell(set, "daemonset-controller", true, "FailedDaemonPod", message);
            control.Delete(set, failed);
        }

        foreach (var extra in here.Where(pod => !pod.IsTerminating && !pod.HasFailed()).OrderBy(pod => pod.CreatedAt()).Skip(1))
            control.Delete(set, extra);
    }

    /// <summary>Deletes old pods, no more at a time than may be missing.</summary>
    private void Update()
    {
        var wanted = _nodes.Where(Wants).ToList();
        var mayBeMissing = DeploymentSpec.Scaled(
            set.Json.Member("spec", "updateStrategy", "rollingUpdate", "maxUnavailable"), wanted.Count, Math.Ceiling);
        var missing = wanted.Count(node => !On(node).Any(pod => !pod.IsTerminating && pod.IsAvailable(_minReady, Now)));
        var old = pods.Where(pod => pod.IsActive() && !IsUpdated(pod)).ToList();
        foreach (var pod in old.Where(pod => !pod.IsAvailable(_minReady, Now)))
            control.Delete(set, pod);
        foreach (var pod in old.Where(pod => pod.IsAvailable(_minReady, Now)).Take((int)Math.Max(0, mayBeMissing - missing)))
            control.Delete(set, pod);
    }

    private IEnumerable<StoredObject> On(StoredObject node) => pods.Where(pod => pod.NodeName() == node.Name);

    private bool Wants(StoredObject node)
    {
        var spec = set.Json.Member("spec", "template", "spec");
        var name = spec.Text("nodeName");
        return (name.Length == 0 || name == node.Name) && LabelSelector.OfLabels(spec.Member("nodeSelector")).Matches(node);
    }

    private bool IsUpdated(StoredObject pod) => pod.Labels.GetValueOrDefault(Revisions.HashLabel) == _hash;

    // The scheduler has no choice, so it is not asked.
    private JsonObject NewPod(StoredObject node)
    {
        var pod = PodTemplate.ToPod(set.Json.Member("spec", "template"), set);
        var labels = pod.Child("metadata").Child("labels");
        labels[Revisions.HashLabel] = _hash;
        if (set.Annotation(GenerationAnnotation) is { Length: > 0 } generation)
            labels[GenerationLabel] = generation;
        pod.Child("spec")["nodeName"] = node.Name;
        return pod;
    }
}
