namespace Allocator;

/// <summary>Users whose role lacks one right: the error names verb and resource, and what the other rights allow to clean up is cleaned up.</summary>
public sealed class MissingRightTests(ClusterFixture cluster)
{
    private const string Leases = "coordination.k8s.io";

    [ClusterFact]
    public Task Create_without_the_right_to_create_leases_names_it() =>
        IsDeniedAsync("no-create-lease", Leases, "leases", "create", "leases.coordination.k8s.io");

    [ClusterFact]
    public Task Create_without_the_right_to_commit_names_it() =>
        IsDeniedAsync("no-patch-lease", Leases, "leases", "patch", "leases.coordination.k8s.io");

    [ClusterFact]
    public Task Create_without_the_right_to_block_the_deletion_of_leases_names_it() =>
        IsDeniedAsync("no-finalizers", Leases, "leases/finalizers", "update", "leases.coordination.k8s.io/finalizers");

    [ClusterFact]
    public Task Create_without_the_right_to_create_deployments_names_it() =>
        IsDeniedAsync("no-create-deploy", "apps", "deployments", "create", "deployments.apps");

    [ClusterFact]
    public Task Create_without_the_right_to_list_pods_names_it() => IsDeniedAsync("no-list-pods", "", "pods", "list", "pods");

    [ClusterFact]
    public Task Create_without_the_right_to_watch_pods_names_it() => IsDeniedAsync("no-watch-pods", "", "pods", "watch", "pods");

    [ClusterFact]
    public Task Create_without_the_right_to_watch_deployments_names_it() =>
        IsDeniedAsync("no-watch-deploy", "apps", "deployments", "watch", "deployments.apps");

    [ClusterFact]
    public async Task Create_second_time_without_the_right_to_watch_pods_names_it_again()
    {
        var user = await LimitedUser.WithoutAsync(cluster, "no-watch-twice", "", "pods", "watch");
        await using var service = new FailingService(cluster, "no-watch-twice", Workloads.Pod(), kubeconfig: user);
        await service.FailAsync<AccessDeniedException>();

        var second = await service.FailAsync<AccessDeniedException>();

        Assert.Equal("watch", second.Verb);
        await service.LeavesNothingAsync();
    }

    [ClusterFact]
    public async Task Create_without_the_rights_of_a_diagnosis_says_what_could_not_be_read()
    {
        var user = await LimitedUser.WithoutAsync(cluster, "no-events", "", "events", "get", "list");
        await using var service = new FailingService(
            cluster, "no-events", Workloads.Deployment("true", "registry.local/no-such-image:9"),
            options => options.Readiness.TransientPullGrace = TimeSpan.FromSeconds(1), user);

        var failure = await service.FailAsync<InstanceFailedException>();

        Assert.Equal(InstanceFailureReason.ImagePull, failure.Reason);
        Assert.Contains("cannot list resource \"events\"", failure.Message, StringComparison.Ordinal);
        await service.LeavesNothingAsync();
    }

    [ClusterFact]
    public async Task ConnectAsync_without_the_right_to_forward_ports_names_it()
    {
        var user = await LimitedUser.WithoutAsync(cluster, "no-forward", "", "pods/portforward", "get", "create");
        await using var service = new FailingService(cluster, "no-forward", Workloads.Pod(), kubeconfig: user);
        await using (var instance = await service.CreateAsync())
        {
            var denied = await Assert.ThrowsAsync<AccessDeniedException>(() => instance.ConnectAsync(7000, TestContext.Current.CancellationToken));

            Assert.Equal(("get", "pods/portforward"), (denied.Verb, denied.Resource));
        }

        await service.LeavesNothingAsync();
    }

    [ClusterFact]
    public async Task Destroy_without_the_right_to_delete_leases_names_it()
    {
        var user = await LimitedUser.WithoutAsync(cluster, "no-delete-lease", Leases, "leases", "delete");
        await using var service = new FailingService(cluster, "no-delete-lease", Workloads.ConfigMap, kubeconfig: user);
        var instance = await service.CreateAsync();

        var denied = await Assert.ThrowsAsync<AccessDeniedException>(() => instance.DestroyAsync(null, TestContext.Current.CancellationToken));

        Assert.Equal(("delete", "leases.coordination.k8s.io"), (denied.Verb, denied.Resource));
        await RemoveAsync(service);
    }

    [ClusterFact]
    public async Task Create_that_fails_without_the_right_to_delete_leases_says_both_what_failed_and_what_stays()
    {
        var user = await LimitedUser.WithoutAsync(cluster, "no-rollback", Leases, "leases", "delete");
        await using var service = new FailingService(
            cluster, "no-rollback", Workloads.Deployment("true", "registry.local/no-such-image:9"),
            options => options.Readiness.TransientPullGrace = TimeSpan.FromSeconds(1), user);

        var failure = await service.FailAsync<InstanceFailedException>();

        Assert.Equal(InstanceFailureReason.ImagePull, failure.Reason);
        Assert.Contains($"Warning: Instance {failure.InstanceName}", service.Log.Text, StringComparison.Ordinal);
        Assert.Contains("cannot delete resource \"leases\"", service.Log.Text, StringComparison.Ordinal);
        await RemoveAsync(service);
    }

    private async Task IsDeniedAsync(string name, string group, string resource, string verb, string named)
    {
        var user = await LimitedUser.WithoutAsync(cluster, name, group, resource, verb);
        await using var service = new FailingService(cluster, name, Workloads.Deployment("exec sleep 600"), kubeconfig: user);

        var denied = await service.FailAsync<AccessDeniedException>();

        Assert.Equal((verb, named, cluster.Namespace), (denied.Verb, denied.Resource, denied.Namespace));
        await service.LeavesNothingAsync();
    }

    private async Task RemoveAsync(FailingService service)
    {
        await cluster.Admin.RunAsync("delete", "leases", "-l", $"allocator.dev/service={service.Allocator.Service}", "--cascade=foreground");
        await service.LeavesNothingAsync();
    }
}
