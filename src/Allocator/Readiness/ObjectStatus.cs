using System.Text.Json.Nodes;

namespace Allocator.Readiness;

/// <summary>Whether an object is ready, by the rules of kstatus where they serve: it says what an object says about itself.</summary>
/// <remarks>See <see href="https://github.com/kubernetes-sigs/cli-utils/blob/master/pkg/kstatus/README.md"/>.</remarks>
internal abstract record ObjectStatus
{
    private ObjectStatus()
    {
    }

    public static ObjectStatus IsReady { get; } = new Ready();

    /// <summary>What a person reads.</summary>
    public abstract string Text { get; }

    /// <summary>The status of an object.</summary>
    /// <param name="obj">The object as the API server gives it.</param>
    /// <param name="pods">The instance's pods: a Job that starts a service, and a claim, are judged by them.</param>
    public static ObjectStatus Of(JsonObject obj, IReadOnlyList<JsonObject> pods)
    {
        if (obj.IsTerminating())
            return new Failed(InstanceFailureReason.Deleted, "deleted while it was waited for");
        if (obj.Number("status", "observedGeneration") is { } seen && obj.Number("metadata", "generation") is { } generation && seen < generation)
            return new InProgress("its controller has not seen it yet");
        return (obj.Group(), obj.Kind()) switch
        {
            ("apps", "Deployment") => WorkloadStatus.OfDeployment(obj),
            ("apps", "StatefulSet") => WorkloadStatus.OfStatefulSet(obj),
            ("apps", "DaemonSet") => WorkloadStatus.OfDaemonSet(obj),
            ("apps", "ReplicaSet") or ("", "ReplicationController") => WorkloadStatus.OfReplicaSet(obj),
            ("batch", "Job") => JobStatus.Of(obj, pods),
            ("", "Pod") => PodStatus.Of(obj),
            ("", "PersistentVolumeClaim") => ClaimStatus.Of(obj, pods),
            ("", "Service") when obj.Text("spec", "type") == "LoadBalancer" => LoadBalancer(obj),
            _ when IsReadyAtOnce(obj) => IsReady,
            _ => ConditionStatus.Of(obj),
        };
    }

    /// <summary>Whether an object is ready as soon as it exists, so that nothing about it need be watched.</summary>
    public static bool IsReadyAtOnce(JsonObject obj) => (obj.Group(), obj.Kind()) switch
    {
        ("", "Service") => obj.Text("spec", "type") != "LoadBalancer",
        ("", "Pod" or "PersistentVolumeClaim" or "ReplicationController") => false,
        ("", _) or ("apps", "ControllerRevision") or ("batch", "CronJob") => true,
        ("policy" or "networking.k8s.io" or "rbac.authorization.k8s.io" or "coordination.k8s.io" or "autoscaling", _) => true,
        ("discovery.k8s.io" or "events.k8s.io" or "extensions", _) => true,
        _ => false,
    };

    private static ObjectStatus LoadBalancer(JsonObject service) =>
        service.Items("status", "loadBalancer", "ingress").Any() ? IsReady : new InProgress("its load balancer has no address yet");

    public sealed record Ready : ObjectStatus
    {
        public override string Text => "ready";
    }

    /// <param name="Message">What is missing.</param>
    public sealed record InProgress(string Message) : ObjectStatus
    {
        public override string Text => Message;
    }

    /// <param name="Reason">Why it cannot become ready any more.</param>
    /// <param name="Message">The same in words.</param>
    public sealed record Failed(InstanceFailureReason Reason, string Message) : ObjectStatus
    {
        public override string Text => Message;
    }
}
