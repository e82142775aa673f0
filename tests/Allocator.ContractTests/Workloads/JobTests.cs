using System.Text.Json.Nodes;

namespace Allocator.Contract;

public sealed class JobTests(ContractNamespace ns) : IClassFixture<ContractNamespace>
{
    private const string Jobs = "batch/v1/jobs";

    [ContractFact]
    public async Task Job_whose_pod_succeeds_is_complete()
    {
        var uid = (await ns.CreateAsync(Job("complete", "true"))).Uid();

        var job = await ns.UntilAsync(Jobs, "complete", now => now.Condition("Complete").Status == "True");

        Assert.Equal((1, 0), (job.Read<int>("status.succeeded"), job.Read<int>("status.active")));
        Assert.True(job.Read<DateTimeOffset>("status.startTime") <= job.Read<DateTimeOffset>("status.completionTime"));
        var pod = Assert.Single(await ns.UntilPodsAsync("complete", _ => true));
        Assert.Matches("^complete-[a-z0-9]{5}$", pod.Name());
        Assert.Equal(("complete", uid), (pod.Text("metadata.labels.job-name"), pod.Text("metadata.labels.controller-uid")));
        Assert.Equal(uid, pod.Text("metadata.ownerReferences.0.uid"));
        Assert.Equal($"Created pod: {pod.Name()}", (await ns.UntilEventAsync(uid, "SuccessfulCreate")).Text("message"));
        Assert.Equal("Job completed", (await ns.UntilEventAsync(uid, "Completed")).Text("message"));
    }

    [ContractFact]
    public async Task Job_whose_pods_fail_as_often_as_its_limit_has_failed()
    {
        var uid = (await ns.CreateAsync(Job("fails", "exit 1", """{"backoffLimit": 0}"""))).Uid();

        var job = await ns.UntilAsync(Jobs, "fails", now => now.Condition("Failed").Status == "True");

        Assert.Equal(("True", "BackoffLimitExceeded", "Job has reached the specified backoff limit"), job.Condition("Failed"));
        Assert.Equal((1, 0), (job.Read<int>("status.failed"), job.Read<int>("status.succeeded")));
        Assert.Null(job.Node("status.completionTime"));
        Assert.Equal("Warning", (await ns.UntilEventAsync(uid, "BackoffLimitExceeded")).Text("type"));
    }

    [ContractFact]
    public async Task Job_runs_so_many_pods_to_completion_so_many_at_once()
    {
        var states = await ns.WatchFromCreationAsync(
            Job("several", "sleep 1", """{"completions": 3, "parallelism": 2}"""), now => now.Condition("Complete").Status == "True");

        Assert.Equal(2, states.Max(now => now.Read<int>("status.active")));
        Assert.Equal(3, states[^1].Read<int>("status.succeeded"));
        Assert.Equal(3, (await ns.UntilPodsAsync("several", _ => true)).Count);
    }

    [ContractFact]
    public async Task Job_past_its_active_deadline_has_failed_and_its_pods_are_deleted()
    {
        var uid = (await ns.CreateAsync(Job("deadline", "sleep 600", """{"activeDeadlineSeconds": 2}"""))).Uid();

        var job = await ns.UntilAsync(Jobs, "deadline", now => now.Condition("Failed").Status == "True");

        Assert.Equal(("True", "DeadlineExceeded", "Job was active longer than specified deadline"), job.Condition("Failed"));
        await ns.UntilEventAsync(uid, "SuccessfulCreate");
        await ns.UntilPodsAsync("deadline", pods => pods.Count == 0);
    }

    [ContractFact]
    public async Task Job_replaces_a_pod_that_is_deleted()
    {
        await ns.CreateAsync(Job("replaces", "sleep 600"));
        var before = (await ns.UntilPodsAsync("replaces", pods => pods.Count == 1))[0];

        await ns.DeleteAsync("pods", before.Name());

        await ns.UntilPodsAsync("replaces", pods => pods.Count == 1 && pods[0].Uid() != before.Uid());
    }

    [ContractFact]
    public async Task Job_whose_pods_restart_always_is_invalid()
    {
        var answer = await ns.PostAsync(Build.Workload("Job", "always", "true", podSpec: """{"restartPolicy": "Always"}"""));

        answer.ExpectFailure(422, "Invalid");
        Assert.Equal(
            "Job.batch \"always\" is invalid: spec.template.spec.restartPolicy: Required value: valid values: \"OnFailure\", \"Never\"", answer.Message);
    }

    [ContractFact]
    public async Task Change_of_a_jobs_template_is_invalid()
    {
        await ns.CreateAsync(Job("fixed", "true", """{"parallelism": 0}"""));

        var answer = await ns.Api.MergePatchAsync(
            ns.Path(Jobs, "fixed"), JsonNode.Parse("""{"spec": {"template": {"metadata": {"labels": {"tier": "back"}}}}}""")!);

        answer.ExpectFailure(422, "Invalid");
        Assert.Contains("spec.template", answer.Message, StringComparison.Ordinal);
        Assert.EndsWith("field is immutable", answer.Message, StringComparison.Ordinal);
    }

    private static JsonObject Job(string name, string script, string spec = "{}") =>
        Build.Workload("Job", name, script, spec, podSpec: """{"restartPolicy": "Never"}""");
}
