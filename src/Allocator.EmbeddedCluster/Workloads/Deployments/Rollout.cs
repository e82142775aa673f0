using System.Globalization;
using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>One look at a Deployment: its ReplicaSets, the new one among them, and the status that it will have.</summary>
internal sealed class Rollout
{
    private const string Component = "deployment-controller";

    private readonly ClusterCore _core;
    private readonly string _template;

    public Rollout(ClusterCore core, StoredObject deployment, IEnumerable<StoredObject> sets)
    {
        _core = core;
        Deployment = deployment;
        Spec = DeploymentSpec.Read(deployment);
        Status = deployment.Json.TryMember("status", out var status) ? status.ToObject() : [];
        _template = TemplateOf(deployment);
        var ordered = sets.OldestFirst().ToList();
        New = ordered.Find(set => TemplateOf(set) == _template);
        Old = [.. ordered.Where(set => set != New)];
    }

    public StoredObject Deployment { get; private set; }

    public DeploymentSpec Spec { get; }

    /// <summary>The status as it was, with the conditions that were set on the way.</summary>
    public JsonObject Status { get; }

    /// <summary>The ReplicaSet of the template as it is now; null if there is none yet.</summary>
    public StoredObject? New { get; private set; }

    /// <summary>The others, oldest first.</summary>
    public List<StoredObject> Old { get; }

    public IEnumerable<StoredObject> All => New is null ? Old : Old.Append(New);

    public IEnumerable<StoredObject> Active => All.Where(set => set.Replicas() > 0);

    public DateTimeOffset Now => _core.Time.GetUtcNow();

    /// <summary>Brings the new ReplicaSet's annotations, and the Deployment's revision, up to date.</summary>
    public void SyncRevision()
    {
        if (New is not { } set)
            return;
        var revision = Old.Select(ReplicaSetFacts.Revision).DefaultIfEmpty().Max() + 1;
        Replace(set, _core.Operations.Modify(set, copy =>
        {
            CopyAnnotations(copy);
            RaiseRevision(copy, set, revision);
            if (Spec.MinReadySeconds != (set.Json.Member("spec").Number("minReadySeconds") ?? 0))
                copy.Child("spec")["minReadySeconds"] = Spec.MinReadySeconds;
        }));
        SetRevision(New.Annotation(ReplicaSetFacts.RevisionAnnotation));
        if (Spec.ProgressDeadlineSeconds is not null && StatusConditions.Find(Status, "Progressing") is null)
            SetProgressing("True", "FoundNewReplicaSet", $"Found new replica set \"{New.Name}\"");
    }

    /// <summary>Makes the ReplicaSet of the template.</summary>
    /// <param name="replicas">How many replicas it begins with.</param>
    /// <exception cref="ApiException">It was refused, or its name is taken by something else; then another name is tried next time.</exception>
    public void CreateNew(long replicas)
    {
        var collisions = Status.Number("collisionCount") ?? 0;
        var hash = TemplateText.Hash(_template, collisions);
        var revision = Old.Select(ReplicaSetFacts.Revision).DefaultIfEmpty().Max() + 1;
        try
        {
            New = _core.Operations.Create(ResourceTypes.ReplicaSets, Deployment.Namespace, NewSet(hash, replicas, revision));
        }
        catch (ApiException e) when (e.Reason == "AlreadyExists")
        {
            Status["collisionCount"] = collisions + 1;
            _core.Operations.SetStatus(Deployment, Status);
            throw;
        }
        catch (ApiException e) when (!PodControl.IsOfTerminatingNamespace(e))
        {
            var message = $"Failed to create new replica set \"{Deployment.Name}-{hash}\": {e.Message}";
            if (Spec.ProgressDeadlineSeconds is not null)
                SetProgressing("False", "ReplicaSetCreateError", message);
            _core.Operations.SetStatus(Deployment, Status);
            _core.Events.Tell(Deployment, Component, true, "ReplicaSetCreateError", message);
            throw;
        }

        if (replicas > 0)
            TellScaled("up", New, replicas);
        SetRevision(revision.ToString(CultureInfo.InvariantCulture));
        if (Spec.ProgressDeadlineSeconds is not null)
            SetProgressing("True", "NewReplicaSetCreated", $"Created new replica set \"{New.Name}\"");
    }

    /// <summary>Gives a ReplicaSet another size.</summary>
    /// <returns>Whether it had another.</returns>
    public bool Scale(StoredObject set, long replicas)
    {
        var before = set.Replicas();
        var scaled = _core.Operations.Modify(set, copy =>
        {
            copy.Child("spec")["replicas"] = replicas;
            SetSizes(copy);
        });
        Replace(set, scaled);
        if (before == replicas)
            return false;
        TellScaled(before < replicas ? "up" : "down", set, replicas);
        return true;
    }

    /// <summary>Deletes the oldest ReplicaSets that nothing runs in, beyond those that are kept.</summary>
    public void CleanUp()
    {
        var kept = Old.Where(set => !set.IsTerminating).ToList();
        if (Spec.RevisionHistoryLimit is not { } limit)
            return;
        foreach (var set in kept.Take(Math.Max(0, kept.Count - (int)limit)))
        {
            if (set.Replicas() == 0 && set.Counted("replicas") == 0 && set.Generation() <= set.Counted("observedGeneration"))
                _core.Operations.Delete(set);
        }
    }

    public void SetProgressing(string status, string reason, string message) =>
        StatusConditions.Set(Status, Condition("Progressing", status, reason, message));

    public JsonObject Condition(string type, string status, string reason, string message) => new()
    {
        ["type"] = type,
        ["status"] = status,
        ["lastUpdateTime"] = Timestamp.Format(Now),
        ["lastTransitionTime"] = Timestamp.Format(Now),
        ["reason"] = reason,
        ["message"] = message,
    };

    private static string TemplateOf(StoredObject workload) => TemplateText.Of(workload.Json.Member("spec", "template"), ReplicaSetFacts.HashLabel);

    private JsonObject NewSet(string hash, long replicas, long revision)
    {
        var spec = Deployment.Copy().Child("spec");
        var (template, selector) = (spec.Child("template"), spec.Child("selector"));
        template.Child("metadata").Child("labels")[ReplicaSetFacts.HashLabel] = hash;
        selector.Child("matchLabels")[ReplicaSetFacts.HashLabel] = hash;
        var set = new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["name"] = $"{Deployment.Name}-{hash}",
                ["labels"] = template.Child("metadata").Child("labels").DeepClone(),
                ["ownerReferences"] = new JsonArray(PodTemplate.ControllerReference(Deployment)),
            },
            ["spec"] = new JsonObject { ["replicas"] = replicas, ["selector"] = selector.DeepClone(), ["template"] = template.DeepClone() },
        };
        if (Spec.MinReadySeconds > 0)
            set.Child("spec")["minReadySeconds"] = Spec.MinReadySeconds;
        CopyAnnotations(set);
        set.Child("metadata").Child("annotations")[ReplicaSetFacts.RevisionAnnotation] = revision.ToString(CultureInfo.InvariantCulture);
        SetSizes(set);
        return set;
    }

    private void SetSizes(JsonObject set)
    {
        var annotations = set.Child("metadata").Child("annotations");
        annotations[ReplicaSetFacts.DesiredAnnotation] = Spec.Replicas.ToString(CultureInfo.InvariantCulture);
        annotations[ReplicaSetFacts.MaxAnnotation] = (Spec.Replicas + Spec.MaxSurge).ToString(CultureInfo.InvariantCulture);
    }

    private void CopyAnnotations(JsonObject set)
    {
        foreach (var annotation in Deployment.Json.Member("metadata", "annotations").Members())
        {
            if (!IsOfDeploymentAlone(annotation.Name))
                set.Child("metadata").Child("annotations")[annotation.Name] = annotation.Value.Text();
        }
    }

    private static bool IsOfDeploymentAlone(string annotation) =>
        annotation is "kubectl.kubernetes.io/last-applied-configuration" or "deprecated.deployment.rollback.to"
            or ReplicaSetFacts.RevisionAnnotation or ReplicaSetFacts.RevisionHistoryAnnotation
            or ReplicaSetFacts.DesiredAnnotation or ReplicaSetFacts.MaxAnnotation;

    private static void RaiseRevision(JsonObject copy, StoredObject set, long revision)
    {
        if (set.Revision() >= revision)
            return;
        var annotations = copy.Child("metadata").Child("annotations");
        if (set.Annotation(ReplicaSetFacts.RevisionAnnotation) is { Length: > 0 } earlier)
        {
            var history = set.Annotation(ReplicaSetFacts.RevisionHistoryAnnotation);
            annotations[ReplicaSetFacts.RevisionHistoryAnnotation] = history.Length == 0 ? earlier : $"{history},{earlier}";
        }

        annotations[ReplicaSetFacts.RevisionAnnotation] = revision.ToString(CultureInfo.InvariantCulture);
    }

    private void SetRevision(string revision)
    {
        if (Deployment.Annotation(ReplicaSetFacts.RevisionAnnotation) == revision)
            return;
        Deployment = _core.Operations.Modify(
            Deployment,
            copy => copy.Child("metadata").Child("annotations")[ReplicaSetFacts.RevisionAnnotation] = revision,
            "status") ?? Deployment;
    }

    private void Replace(StoredObject before, StoredObject? after)
    {
        if (after is null)
            return;
        if (New == before)
            New = after;
        else
            Old[Old.IndexOf(before)] = after;
    }

    private void TellScaled(string direction, StoredObject set, long replicas) =>
        _core.Events.Tell(Deployment, Component, false, "ScalingReplicaSet", $"Scaled {direction} replica set {set.Name} to {replicas}");
}
