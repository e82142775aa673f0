namespace Allocator;

/// <summary>The main job, for each kind of object that can start a service.</summary>
public sealed class LifecycleTests(ClusterFixture cluster)
{
    [ClusterFact]
    public Task Create_deployment_with_its_parts_serves_and_leaves_nothing() =>
        LiveAsync("life-deployment", EchoTemplates.Deployment, ["ConfigMap", "Deployment", "Lease", "Pod", "Secret", "Service", "ServiceAccount"]);

    [ClusterFact]
    public Task Create_statefulset_with_claim_templates_serves_and_leaves_nothing() =>
        LiveAsync("life-statefulset", EchoTemplates.StatefulSet, ["Lease", "PersistentVolumeClaim", "Pod", "Service", "StatefulSet"]);

    [ClusterFact]
    public Task Create_bare_pod_serves_and_leaves_nothing() => LiveAsync("life-pod", EchoTemplates.Pod, ["Lease", "Pod"]);

    [ClusterFact]
    public Task Create_service_of_a_job_serves_and_leaves_nothing() => LiveAsync("life-job", EchoTemplates.Job, ["Job", "Lease", "Pod", "Service"]);

    private async Task LiveAsync(string service, string template, string[] kinds)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var allocator = cluster.Allocate(service, template);
        await using var handle = await allocator.CreateAsync(cancellationToken: cancellationToken);
        var name = handle.Name;

        await using (var endpoint = await handle.ConnectAsync(cancellationToken: cancellationToken))
            Assert.Equal("over the wire", await Echo.ExchangeAsync(endpoint, "over the wire"));

        var found = await allocator.GetAsync(name, cancellationToken);
        Assert.Equal((handle.Instance.Uid, service, "somebody", InstanceState.Ready, 1), (found.Uid, found.Service, found.Owner, found.State, found.Replicas));
        Assert.Equal(name, Assert.Single(await allocator.ListAsync(cancellationToken).ToListAsync(cancellationToken)).Name);

        // Two tickets and the root; and the witness sees every kind now, so that it would see it afterwards.
        var objects = await LabelledAsync(name);
        Assert.Equal(kinds, objects.Select(KindOf).Distinct().Intersect(kinds).Order(StringComparer.Ordinal));
        Assert.Equal(3, objects.Count(obj => KindOf(obj) == "Lease"));
        Assert.Equal(objects.Count(obj => KindOf(obj) == "PersistentVolumeClaim"), (await PersistentVolumes.OfInstanceAsync(cluster, name)).Count);

        await allocator.DestroyAsync(name, new DestroyOptions { WaitUntilGone = true }, cancellationToken);

        Assert.DoesNotContain(await LabelledAsync(name), obj => kinds.Contains(KindOf(obj)));
        await Eventually.EmptyAsync(() => cluster.Leftovers.OfInstanceAsync(cluster.Namespace, name));
        await Eventually.EmptyAsync(() => PersistentVolumes.OfInstanceAsync(cluster, name));
        await Assert.ThrowsAsync<InstanceNotFoundException>(() => allocator.GetAsync(name, cancellationToken));
        Assert.Empty(await allocator.ListAsync(cancellationToken).ToListAsync(cancellationToken));
    }

    private Task<IReadOnlyList<string>> LabelledAsync(string name) =>
        cluster.Leftovers.InNamespaceAsync(cluster.Namespace, $"allocator.dev/instance={name}");

    private static string KindOf(string obj) => obj.Split('/')[0];
}
