using Allocator.Readiness;

namespace Allocator.Tests.Readiness;

public sealed class ObjectStatusTests
{
    private const string Ready = "ready";

    [Theory]
    [InlineData("'replicas':1,'updatedReplicas':1,'availableReplicas':1,'conditions':[{'type':'Available','status':'True'}]", Ready)]
    [InlineData("'replicas':1,'updatedReplicas':1,'availableReplicas':1,'conditions':[{'type':'Available','status':'False','reason':'X','message':'y'}]", "X: y")]
    [InlineData("'replicas':2,'updatedReplicas':1,'availableReplicas':2", "1 too many, to be deleted")]
    [InlineData("'replicas':1,'updatedReplicas':0,'availableReplicas':1", "0 of 1 updated")]
    [InlineData("'replicas':1,'updatedReplicas':1", "0 of 1 available")]
    [InlineData("'conditions':[{'type':'Progressing','status':'False','reason':'ProgressDeadlineExceeded','message':'late'}]", "failed: ProgressDeadlineExceeded: late")]
    public void Of_a_deployment(string status, string expected) =>
        Expect(expected, $"{{'apiVersion':'apps/v1','kind':'Deployment','metadata':{{'generation':1}},'spec':{{'replicas':1}},'status':{{'observedGeneration':1,{status}}}}}");

    [Theory]
    [InlineData("'replicas':2", "'replicas':2,'readyReplicas':2,'updatedReplicas':2", Ready)]
    [InlineData("'replicas':2", "'replicas':2,'readyReplicas':2,'updatedReplicas':1", "1 of 2 updated")]
    [InlineData("'replicas':2", "'replicas':1,'readyReplicas':1,'updatedReplicas':1", "1 of 2 created")]
    [InlineData("'replicas':2,'updateStrategy':{'type':'RollingUpdate','rollingUpdate':{'partition':1}}", "'replicas':2,'readyReplicas':2,'updatedReplicas':1", Ready)]
    [InlineData("'replicas':2,'updateStrategy':{'type':'OnDelete'}", "'replicas':2,'readyReplicas':2", Ready)]
    [InlineData("'replicas':2,'updateStrategy':{'type':'OnDelete'}", "'replicas':2,'readyReplicas':1", "1 of 2 ready")]
    [InlineData("'replicas':1,'minReadySeconds':5", "'replicas':1,'readyReplicas':1,'updatedReplicas':1,'availableReplicas':0", "0 of 1 available")]
    [InlineData("'replicas':0", "'replicas':0", Ready)]
    public void Of_a_stateful_set(string spec, string status, string expected) =>
        Expect(expected, $"{{'apiVersion':'apps/v1','kind':'StatefulSet','metadata':{{'generation':1}},'spec':{{{spec}}},'status':{{'observedGeneration':1,{status}}}}}");

    [Theory]
    [InlineData("'desiredNumberScheduled':2,'currentNumberScheduled':2,'updatedNumberScheduled':2,'numberAvailable':2,'numberReady':2", Ready)]
    [InlineData("'desiredNumberScheduled':2,'currentNumberScheduled':2,'updatedNumberScheduled':2,'numberAvailable':1,'numberReady':2", "1 of 2 available")]
    [InlineData("'desiredNumberScheduled':0", Ready)]
    public void Of_a_daemon_set(string status, string expected) =>
        Expect(expected, $"{{'apiVersion':'apps/v1','kind':'DaemonSet','metadata':{{'generation':1}},'spec':{{}},'status':{{'observedGeneration':1,{status}}}}}");

    [Theory]
    [InlineData("Deployment")]
    [InlineData("StatefulSet")]
    [InlineData("DaemonSet")]
    [InlineData("ReplicaSet")]
    public void Of_a_workload_that_no_controller_has_seen_is_in_progress(string kind)
    {
        Expect("its controller has not seen it yet", $"{{'apiVersion':'apps/v1','kind':'{kind}','metadata':{{'generation':1}},'spec':{{'replicas':0}},'status':{{}}}}");
        Expect("its controller has not seen it yet", $"{{'apiVersion':'apps/v1','kind':'{kind}','metadata':{{'generation':2}},'spec':{{'replicas':0}},'status':{{'observedGeneration':1}}}}");
    }

    [Theory]
    [InlineData("'ports':[{'containerPort':80}]", "True", Ready)]
    [InlineData("'readinessProbe':{}", "True", Ready)]
    [InlineData("'readinessProbe':{}", "False", "no pod is ready")]
    [InlineData("'image':'x'", "True", "0 of 1 completed, 1 running")]
    public void Of_a_job_depends_on_whether_it_serves(string container, string podReady, string expected)
    {
        var job = Json.Object($"{{'apiVersion':'batch/v1','kind':'Job','metadata':{{'uid':'j'}},'spec':{{'template':{{'spec':{{'containers':[{{{container}}}]}}}}}},'status':{{'active':1}}}}");
        var pod = Json.Object($"{{'kind':'Pod','metadata':{{'ownerReferences':[{{'uid':'j'}}]}},'status':{{'phase':'Running','conditions':[{{'type':'Ready','status':'{podReady}'}}]}}}}");
        var stranger = Json.Object("{'kind':'Pod','metadata':{},'status':{'phase':'Running','conditions':[{'type':'Ready','status':'True'}]}}");

        Assert.Equal(expected, ObjectStatus.Of(job, [stranger, pod]).Text);
    }

    [Theory]
    [InlineData("Bound", true, Ready)]
    [InlineData("Pending", false, Ready)]
    [InlineData("Pending", true, "not bound to a volume yet")]
    [InlineData("Lost", false, "failed: it has lost its volume")]
    public void Of_a_claim_waits_only_if_a_pod_uses_it(string phase, bool used, string expected)
    {
        var pod = Json.Object($"{{'kind':'Pod','metadata':{{}},'spec':{{'volumes':[{{'persistentVolumeClaim':{{'claimName':'{(used ? "a" : "b")}'}}}}]}}}}");

        Expect(expected, $"{{'apiVersion':'v1','kind':'PersistentVolumeClaim','metadata':{{'name':'a'}},'status':{{'phase':'{phase}'}}}}", pod.ToJsonString());
    }

    [Theory]
    [InlineData("", Ready)]
    [InlineData("'observedGeneration':1", "its controller has not seen it yet")]
    [InlineData("'observedGeneration':2", Ready)]
    [InlineData("'conditions':[{'type':'Ready','status':'False','reason':'Starting'}]", "Starting")]
    [InlineData("'conditions':[{'type':'Ready','status':'Unknown'}]", "no reason given")]
    [InlineData("'conditions':[{'type':'Ready','status':'True','observedGeneration':1}]", "its controller has not seen it yet")]
    [InlineData("'conditions':[{'type':'Ready','status':'True'},{'type':'Reconciling','status':'True','message':'busy'}]", "busy")]
    [InlineData("'conditions':[{'type':'Stalled','status':'True','message':'no such region'}]", "failed: no such region")]
    [InlineData("'conditions':'a text','phase':7", Ready)]
    public void Of_a_custom_resource_follows_its_conditions(string status, string expected) =>
        Expect(expected, $"{{'apiVersion':'example.com/v1','kind':'Deployment','metadata':{{'generation':2}},'status':{{{status}}}}}");

    [Theory]
    [InlineData("v1", "ConfigMap", "", true)]
    [InlineData("v1", "Service", "'type':'ClusterIP'", true)]
    [InlineData("v1", "Service", "'type':'LoadBalancer'", false)]
    [InlineData("policy/v1", "PodDisruptionBudget", "", true)]
    [InlineData("batch/v1", "CronJob", "", true)]
    [InlineData("batch/v1", "Job", "", false)]
    [InlineData("apps/v1", "Deployment", "", false)]
    [InlineData("example.com/v1", "Database", "", false)]
    [InlineData("serving.knative.dev/v1", "Service", "", false)]
    public void IsReadyAtOnce_says_which_kinds_need_no_watch(string apiVersion, string kind, string spec, bool expected) =>
        Assert.Equal(expected, ObjectStatus.IsReadyAtOnce(Json.Object($"{{'apiVersion':'{apiVersion}','kind':'{kind}','spec':{{{spec}}}}}")));

    [Theory]
    [InlineData("", "its load balancer has no address yet")]
    [InlineData("'loadBalancer':{'ingress':[{'ip':'192.0.2.1'}]}", Ready)]
    public void Of_a_load_balancer_waits_for_its_address(string status, string expected) =>
        Expect(expected, $"{{'apiVersion':'v1','kind':'Service','metadata':{{}},'spec':{{'type':'LoadBalancer'}},'status':{{{status}}}}}");

    [Fact]
    public void Of_a_terminating_object_has_failed() =>
        Expect("failed: deleted while it was waited for", "{'apiVersion':'v1','kind':'ConfigMap','metadata':{'deletionTimestamp':'2026-01-01T00:00:00Z'}}");

    private static void Expect(string expected, string obj, params string[] pods)
    {
        var status = ObjectStatus.Of(Json.Object(obj), [.. pods.Select(Json.Object)]);
        Assert.Equal(expected, status is ObjectStatus.Failed ? $"failed: {status.Text}" : status.Text);
        Assert.Equal(expected == Ready, status is ObjectStatus.Ready);
    }
}
