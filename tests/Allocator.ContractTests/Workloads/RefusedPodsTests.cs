namespace Allocator.Contract;

/// <summary>What workloads say whose pods the API server refuses.</summary>
public sealed class RefusedPodsTests(ContractNamespace ns) : IClassFixture<ContractNamespace>, IAsyncLifetime
{
    private const string Refusal = " is forbidden: exceeded quota: no-pods, requested: count/pods=1, used: count/pods=0, limited: count/pods=0";

    public async ValueTask InitializeAsync()
    {
        if (TargetCluster.SkipReason is not null)
            return;
        await ns.PostAsync(Build.Quota("no-pods", "count/pods", 0));
        await ns.UntilRefusedAsync(Build.Pod("refused", "true", spec: """{"nodeSelector": {"disk": "made-of-gold"}}"""), Refusal);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [ContractFact]
    public async Task Deployment_whose_pods_are_refused_has_a_replica_failure()
    {
        await ns.CreateAsync(Build.Workload("Deployment", "deployment", "true"));

        var deployment = await ns.UntilAsync("apps/v1/deployments", "deployment", now => now.Condition("ReplicaFailure").Status == "True");

        var (_, reason, message) = deployment.Condition("ReplicaFailure");
        Assert.Equal("FailedCreate", reason);
        Assert.Matches($"^pods \"deployment-[a-z0-9]+-[a-z0-9]+\"{Refusal}$", message);
        Assert.Equal(1, deployment.Read<int>("status.unavailableReplicas"));
        Assert.Equal(0, deployment.Read<int>("status.replicas"));
    }

    [ContractFact]
    public async Task Replica_set_whose_pods_are_refused_has_a_replica_failure_and_an_event()
    {
        var uid = (await ns.CreateAsync(Build.Workload("ReplicaSet", "set", "true"))).Uid();

        var failed = await ns.UntilEventAsync(uid, "FailedCreate");
        Assert.Equal("Warning", failed.Text("type"));
        Assert.Matches($"^Error creating: pods \"set-[a-z0-9]+\"{Refusal}$", failed.Text("message"));
        var set = await ns.UntilAsync("apps/v1/replicasets", "set", now => now.Condition("ReplicaFailure").Status == "True");
        Assert.Equal("FailedCreate", set.Condition("ReplicaFailure").Reason);
    }

    [ContractFact]
    public async Task Stateful_set_whose_pods_are_refused_has_an_event()
    {
        var uid = (await ns.CreateAsync(Build.Workload("StatefulSet", "stateful", "true", """{"serviceName": "stateful"}"""))).Uid();

        var failed = await ns.UntilEventAsync(uid, "FailedCreate");

        Assert.Equal(
            ("Warning", $"create Pod stateful-0 in StatefulSet stateful failed error: pods \"stateful-0\"{Refusal}"),
            (failed.Text("type"), failed.Text("message")));
    }

    [ContractFact]
    public async Task Job_whose_pods_are_refused_has_an_event()
    {
        var uid = (await ns.CreateAsync(Build.Workload("Job", "job", "true", podSpec: """{"restartPolicy": "Never"}"""))).Uid();

        var failed = await ns.UntilEventAsync(uid, "FailedCreate");

        Assert.Matches($"^Error creating: pods \"job-[a-z0-9]+\"{Refusal}$", failed.Text("message"));
    }

    [ContractFact]
    public async Task Deployment_of_an_absent_service_account_has_a_replica_failure()
    {
        await ns.CreateAsync(Build.Workload("Deployment", "nobody", "true", podSpec: """{"serviceAccountName": "nobody"}"""));

        var deployment = await ns.UntilAsync("apps/v1/deployments", "nobody", now => now.Condition("ReplicaFailure").Status == "True");

        Assert.EndsWith(
            $"\" is forbidden: error looking up service account {ns.Name}/nobody: serviceaccount \"nobody\" not found",
            deployment.Condition("ReplicaFailure").Message,
            StringComparison.Ordinal);
    }
}
