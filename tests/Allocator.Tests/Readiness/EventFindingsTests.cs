using Allocator.Readiness;

namespace Allocator.Tests.Readiness;

public sealed class EventFindingsTests
{
    [Theory]
    [InlineData("pods x is forbidden: exceeded quota: q, requested: pods=1", InstanceFailureReason.QuotaExceeded)]
    [InlineData("pods x is forbidden: failed quota: q: must specify limits.cpu", InstanceFailureReason.QuotaExceeded)]
    [InlineData("pods x is forbidden: error looking up service account a/b", InstanceFailureReason.AdmissionRefused)]
    [InlineData("admission webhook policy.example.com denied the request: no latest tag", InstanceFailureReason.AdmissionRefused)]
    [InlineData("pods x is forbidden: violates PodSecurity restricted:latest", InstanceFailureReason.AdmissionRefused)]
    [InlineData("Pod x is invalid: spec.containers[0].image: Required value", InstanceFailureReason.AdmissionRefused)]
    [InlineData("admission webhook policy.example.com denied the request: context deadline exceeded", null)]
    [InlineData("Internal error occurred: failed calling webhook", null)]
    [InlineData("etcdserver: request timed out", null)]
    public void Of_a_workload_without_pods_tells_refusals_from_bad_luck(string message, InstanceFailureReason? expected) =>
        Assert.Equal(expected, Find(SuspicionKind.LacksPods, "FailedCreate", message)?.Reason);

    [Theory]
    [InlineData("ProvisioningFailed", "storageclass.storage.k8s.io none not found", 1, true)]
    [InlineData("ProvisioningFailed", "failed to create volume: quota of disks used up", 1, false)]
    [InlineData("ProvisioningFailed", "failed to create volume: quota of disks used up", 2, true)]
    [InlineData("ProvisioningFailed", "rpc error: code = DeadlineExceeded desc = context deadline exceeded", 5, false)]
    [InlineData("FailedBinding", "no persistent volumes available for this claim and no storage class is set", 1, true)]
    [InlineData("WaitForFirstConsumer", "waiting for first consumer to be created before binding", 9, false)]
    [InlineData("ExternalProvisioning", "waiting for a volume to be created by external provisioner", 9, false)]
    public void Of_an_unbound_claim_fails_when_trying_again_does_not_help(string reason, string message, int count, bool fails) =>
        Assert.Equal(fails, Find(SuspicionKind.Unbound, reason, message, count)?.Reason == InstanceFailureReason.VolumeFailed);

    [Fact]
    public void Of_a_pod_leaves_failed_mounts_to_the_timeout() =>
        Assert.Null(Find(SuspicionKind.NoContainers, "FailedMount", "configmap none not found", 9));

    private static Problem? Find(SuspicionKind kind, string reason, string message, int count = 1) => EventFindings.Of(
        new Suspicion(kind, "u", "Thing t", TimeSpan.Zero),
        [Json.Object($"{{'reason':'{reason}','message':'{message}','count':{count}}}")],
        new ReadinessOptions());
}
