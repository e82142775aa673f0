namespace Allocator.Contract;

public sealed class NamespaceTerminationTests(ContractCluster cluster)
{
    private static async Task<ContractNamespace> CreateAsync(ContractCluster cluster)
    {
        var ns = new ContractNamespace(cluster);
        await ns.InitializeAsync();
        return ns;
    }

    [ContractFact]
    public async Task Termination_refuses_creation_while_it_lasts_and_ends_with_the_contents()
    {
        var ns = await CreateAsync(cluster);
        await ns.CreateConfigMapAsync("held", metadata: """{"finalizers": ["contract.allocator.test/hold"]}""");
        await ns.CreateLeaseAsync("free");
        var path = $"api/v1/namespaces/{ns.Name}";
        var active = (await ns.Api.GetAsync(path)).Expect(200);

        var deleted = (await ns.Api.DeleteAsync(path)).Expect(200);
        var again = (await ns.Api.DeleteAsync(path)).Expect(200);
        var refused = (await ns.PostAsync(Objects.Leases, Objects.Lease("late"))).ExpectFailure(403, "Forbidden");
        var put = (await ns.Api.PutAsync(ns.Path(Objects.Leases, "late"), Objects.Lease("late"))).ExpectFailure(403, "Forbidden");

        Assert.Equal(("Active", "kubernetes"), (active.At("status.phase"), active.At("spec.finalizers.0")));
        Assert.Equal(("Namespace", "Terminating", "kubernetes"), (deleted.At("kind"), deleted.At("status.phase"), deleted.At("spec.finalizers.0")));
        Assert.NotNull(deleted.At("metadata.deletionTimestamp"));
        Assert.Equal(deleted.At("metadata.deletionTimestamp"), again.At("metadata.deletionTimestamp"));
        Assert.Equal(
            $"leases.coordination.k8s.io \"late\" is forbidden: unable to create new content in namespace {ns.Name} because it is being terminated",
            refused.Message);
        Assert.Equal([("NamespaceTerminating", "metadata.namespace")], refused.Causes);
        Assert.Equal(refused.Message, put.Message);

        var remaining = await ns.Api.UntilAsync(path, answer => Condition(answer, "NamespaceFinalizersRemaining").Status == "True");
        Assert.Equal(
            ("True", "SomeResourcesRemain", "Some resources are remaining: configmaps. has 1 resource instances"),
            Condition(remaining, "NamespaceContentRemaining"));
        Assert.Equal(
            ("True", "SomeFinalizersRemain",
                "Some content in the namespace has finalizers remaining: contract.allocator.test/hold in 1 resource instances"),
            Condition(remaining, "NamespaceFinalizersRemaining"));
        (await ns.ReadAsync(Objects.Leases, "free")).Expect(404);
        Assert.NotNull((await ns.ReadAsync("configmaps", "held")).Expect(200).At("metadata.deletionTimestamp"));

        (await ns.MergeAsync("configmaps", "held", """{"metadata": {"finalizers": null}}""")).Expect(200);
        await ns.Api.UntilAsync(path, answer => answer.Code == 404);
        (await ns.PostAsync("configmaps", Objects.ConfigMap("late"))).ExpectFailure(404, "NotFound");
        Assert.Empty((await ns.Api.GetAsync(ns.Path("configmaps"))).Expect(200).Items);
    }

    [ContractFact]
    public async Task Termination_waits_for_finalizers_of_the_namespace()
    {
        var ns = await CreateAsync(cluster);
        var path = $"api/v1/namespaces/{ns.Name}";
        (await ns.Api.MergePatchAsync(path, """{"metadata": {"finalizers": ["contract.allocator.test/hold"]}}""".ToObject())).Expect(200);

        (await ns.Api.DeleteAsync(path)).Expect(200);
        var emptied = await ns.Api.UntilAsync(path, answer => answer.Expect(200).Strings("spec.finalizers") is []);

        Assert.Equal("Terminating", emptied.At("status.phase"));
        (await ns.Api.MergePatchAsync(path, """{"metadata": {"finalizers": null}}""".ToObject())).Expect(200);
        (await ns.Api.GetAsync(path)).Expect(404);
    }

    [ContractFact]
    public async Task Delete_of_a_namespace_checks_the_uid_first()
    {
        await using var ns = await CreateAsync(cluster);

        var refused = (await ns.Api.DeleteAsync($"api/v1/namespaces/{ns.Name}", """{"preconditions": {"uid": "other"}}""".ToObject()))
            .ExpectFailure(409, "Conflict");

        Assert.StartsWith(
            $"Operation cannot be fulfilled on namespaces \"{ns.Name}\": Precondition failed: UID in precondition: other, ",
            refused.Message, StringComparison.Ordinal);
        Assert.Equal("Active", (await ns.Api.GetAsync($"api/v1/namespaces/{ns.Name}")).At("status.phase"));
    }

    [ContractFact]
    public async Task Delete_of_the_default_namespace_is_forbidden()
    {
        var refused = (await cluster.Api.DeleteAsync("api/v1/namespaces/default")).ExpectFailure(403, "Forbidden");

        Assert.Equal("namespaces \"default\" is forbidden: this namespace may not be deleted", refused.Message);
    }

    [ContractFact]
    public async Task Delete_of_an_absent_namespace_answers_404() =>
        (await cluster.Api.DeleteAsync("api/v1/namespaces/no-such-namespace")).ExpectFailure(404, "NotFound");

    private static (string? Status, string? Reason, string? Message) Condition(ApiAnswer answer, string type) =>
        answer.Json.Node("status.conditions")?.AsArray().FirstOrDefault(condition => condition.At("type") == type) is { } found
            ? (found.At("status"), found.At("reason"), found.At("message"))
            : default;
}
