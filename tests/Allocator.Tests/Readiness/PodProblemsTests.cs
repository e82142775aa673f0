using Allocator.Readiness;

namespace Allocator.Tests.Readiness;

public sealed class PodProblemsTests
{
    private readonly ReadinessOptions _options = new();
    private readonly PodProblems _problems;

    public PodProblemsTests() => _problems = new PodProblems(_options);

    [Theory]
    [InlineData("pull access denied, repository does not exist", false)]
    [InlineData("manifest for timeout-server:1 not found", false)]
    [InlineData("failed to do request: Head: net/http: TLS handshake timeout", true)]
    [InlineData("unexpected status code 503 Service Unavailable", true)]
    [InlineData("toomanyrequests: You have reached your pull rate limit", true)]
    [InlineData("read tcp 10.0.0.1:443: read: connection reset by peer", true)]
    public void Of_a_first_failed_pull_gives_a_grace_only_to_transient_errors(string error, bool transient)
    {
        var problem = Assert.Single(_problems.Of(Waiting("ErrImagePull", error, image: "timeout-server:1")));

        Assert.Equal(InstanceFailureReason.ImagePull, problem.Reason);
        Assert.Equal(transient ? _options.TransientPullGrace : TimeSpan.Zero, problem.Grace);
    }

    [Fact]
    public void Of_a_second_failed_pull_gives_no_grace()
    {
        _ = _problems.Of(Waiting("ErrImagePull", "i/o timeout")).ToList();
        var backOff = Assert.Single(_problems.Of(Waiting("ImagePullBackOff", "Back-off pulling image \"x\"")));
        var second = Assert.Single(_problems.Of(Waiting("ErrImagePull", "i/o timeout")));

        Assert.Equal(_options.TransientPullGrace, backOff.Grace);
        Assert.Contains("i/o timeout", backOff.Message, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.Zero, second.Grace);
        Assert.Equal(backOff.Key, second.Key);
    }

    [Fact]
    public void Of_a_back_off_that_names_its_error_uses_it()
    {
        var problem = Assert.Single(_problems.Of(Waiting("ImagePullBackOff", "Back-off pulling image \"x\": ErrImagePull: not found")));

        Assert.Equal(TimeSpan.Zero, problem.Grace);
    }

    [Theory]
    [InlineData("{'running':{}}", 2, 0)]
    [InlineData("{'running':{}}", 3, 1)]
    [InlineData("{'terminated':{'exitCode':1}}", 1, 0)]
    [InlineData("{'terminated':{'exitCode':1}}", 2, 1)]
    [InlineData("{'terminated':{'exitCode':0}}", 2, 0)]
    [InlineData("{'waiting':{'reason':'CrashLoopBackOff'}}", 1, 0)]
    [InlineData("{'waiting':{'reason':'CrashLoopBackOff'}}", 2, 1)]
    public void Of_a_restarting_container_is_a_crash_loop_when_it_needs_more_than_the_maximum(string state, int restarts, int problems) =>
        Assert.Equal(problems, _problems.Of(Pod(state, restarts)).Count(problem => problem.Reason == InstanceFailureReason.CrashLoop));

    [Theory]
    [InlineData("", 0)]
    [InlineData(",'readinessProbe':{}", 1)]
    public void Of_a_jobs_pod_leaves_restarts_to_the_job_unless_it_serves(string container, int problems)
    {
        var pod = Json.Object(
            "{'kind':'Pod','metadata':{'name':'p','uid':'p','ownerReferences':[{'kind':'Job','uid':'j','controller':true}]},"
            + $"'spec':{{'containers':[{{'name':'c','image':'x'{container}}}]}},"
            + "'status':{'phase':'Running','containerStatuses':[{'name':'c','restartCount':9,'state':{'running':{}}}]}}");

        Assert.Equal(problems, _problems.Of(pod).Count());
    }

    [Fact]
    public void Of_failed_pods_that_a_controller_replaces_counts_them()
    {
        string[] uids = ["a", "b", "b", "c"];

        var counts = uids.Select(uid => _problems.Of(Evicted(uid)).Count()).ToList();

        Assert.Equal([0, 0, 0, 1], counts);
        Assert.Equal("3 pods failed, the last is p-c: Evicted: disk pressure", Assert.Single(_problems.Of(Evicted("c"))).Message);
    }

    [Theory]
    [InlineData("0/1 nodes are available: 1 Insufficient cpu.", 1)]
    [InlineData("0/1 nodes are available: 1 pod has unbound immediate PersistentVolumeClaims.", 0)]
    public void Of_an_unscheduled_pod_leaves_unbound_claims_to_the_claims(string message, int problems)
    {
        var pod = Json.Object(
            $"{{'kind':'Pod','metadata':{{'name':'p','uid':'p'}},'status':{{'phase':'Pending','conditions':[{{'type':'PodScheduled','status':'False','reason':'Unschedulable','message':'{message}'}}]}}}}");

        Assert.Equal(problems, _problems.Of(pod).Count());
    }

    [Fact]
    public void Of_a_terminating_pod_is_nothing() =>
        Assert.Empty(_problems.Of(Json.Object("{'kind':'Pod','metadata':{'name':'p','deletionTimestamp':'2026-01-01T00:00:00Z'},'status':{'phase':'Failed'}}")));

    private static System.Text.Json.Nodes.JsonObject Evicted(string uid) => Json.Object(
        $"{{'kind':'Pod','metadata':{{'name':'p-{uid}','uid':'{uid}','ownerReferences':[{{'kind':'ReplicaSet','uid':'r','controller':true}}]}},"
        + "'status':{'phase':'Failed','reason':'Evicted','message':'disk pressure'}}");

    private static System.Text.Json.Nodes.JsonObject Waiting(string reason, string message, string image = "x") =>
        Pod($"{{'waiting':{{'reason':'{reason}','message':{System.Text.Json.JsonSerializer.Serialize(message)}}}}}", 0, image);

    private static System.Text.Json.Nodes.JsonObject Pod(string state, int restarts, string image = "x") => Json.Object(
        $"{{'kind':'Pod','metadata':{{'name':'p','uid':'p'}},'spec':{{'containers':[{{'name':'c','image':'{image}'}}]}},"
        + $"'status':{{'phase':'Pending','containerStatuses':[{{'name':'c','restartCount':{restarts},'state':{state}}}]}}}}");
}
