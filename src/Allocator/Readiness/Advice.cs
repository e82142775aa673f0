namespace Allocator.Readiness;

/// <summary>What to do about each kind of failure.</summary>
internal static class Advice
{
    public static string For(InstanceFailureReason reason) => reason switch
    {
        InstanceFailureReason.ImagePull =>
            "check the image's name and tag, that the cluster's nodes reach the registry, and that the pod's imagePullSecrets may pull it.",
        InstanceFailureReason.ContainerConfig =>
            "check that the ConfigMaps, Secrets and keys that the container names exist, and that its command is in the image.",
        InstanceFailureReason.CrashLoop =>
            "read the container's last log lines and exit code below (137 with OOMKilled: raise its memory limit). "
            + "If it only has to wait for something to come up, let it wait instead of ending, or raise MaxRestarts.",
        InstanceFailureReason.Unschedulable =>
            "compare the pod's requests, nodeSelector, affinity and tolerations with the cluster's nodes. "
            + "If an autoscaler adds nodes, raise UnschedulableGrace.",
        InstanceFailureReason.QuotaExceeded =>
            "destroy instances that are not needed, ask for less in the template, or have the namespace's ResourceQuota raised.",
        InstanceFailureReason.AdmissionRefused =>
            "change the template so that the namespace's policies, webhooks and service accounts admit its pods; "
            + "the message above says which one refused.",
        InstanceFailureReason.VolumeFailed =>
            "check the service's storage class (kubectl get storageclass) and its provisioner.",
        InstanceFailureReason.PodFailed or InstanceFailureReason.JobFailed =>
            "read the container's last log lines and exit code below.",
        InstanceFailureReason.Deleted =>
            "find out who deletes objects of the instance: a clean-up job, a policy, or a concurrent Destroy.",
        InstanceFailureReason.TimedOut =>
            "see below what was still missing; if it is only slow, raise CreateTimeout. Its last 10 s are for this diagnosis and the clean-up.",
        _ => "see the objects' states and events below.",
    };
}
