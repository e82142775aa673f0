namespace Allocator.Contract;

public sealed class FinalizerTests(ContractNamespace ns) : IClassFixture<ContractNamespace>
{
    private const string One = "contract.allocator.test/one";
    private const string Two = "contract.allocator.test/two";

    private Task<ApiAnswer> CreateAsync(string name) => ns.CreateConfigMapAsync(name, metadata: $$"""{"finalizers": ["{{One}}", "{{Two}}"]}""");

    private async Task ReleaseAsync(string name) => (await ns.MergeAsync("configmaps", name, """{"metadata": {"finalizers": null}}""")).Expect(200);

    [ContractFact]
    public async Task Delete_of_an_object_with_finalizers_answers_it_with_a_deletionTimestamp()
    {
        var created = await CreateAsync("marked");

        var deleted = (await ns.RemoveAsync("configmaps", "marked")).Expect(200);

        Assert.Equal(("ConfigMap", created.Uid, "0"), (deleted.At("kind"), deleted.Uid, deleted.At("metadata.deletionGracePeriodSeconds")));
        Assert.NotNull(deleted.At("metadata.deletionTimestamp"));
        Assert.NotEqual(created.ResourceVersion, deleted.ResourceVersion);
        Assert.Equal(deleted.Json.ToJsonString(), (await ns.ReadAsync("configmaps", "marked")).Json.ToJsonString());
        await ReleaseAsync("marked");
    }

    [ContractFact]
    public async Task Delete_again_answers_the_terminating_object_unchanged()
    {
        await CreateAsync("twice");
        var first = (await ns.RemoveAsync("configmaps", "twice")).Expect(200);

        var second = (await ns.RemoveAsync("configmaps", "twice")).Expect(200);

        Assert.Equal(first.Json.ToJsonString(), second.Json.ToJsonString());
        await ReleaseAsync("twice");
    }

    [ContractFact]
    public async Task Removing_the_last_finalizer_removes_the_object()
    {
        await CreateAsync("last");
        (await ns.RemoveAsync("configmaps", "last")).Expect(200);

        (await ns.MergeAsync("configmaps", "last", $$$"""{"metadata": {"finalizers": ["{{{Two}}}"]} }""")).Expect(200);
        (await ns.ReadAsync("configmaps", "last")).Expect(200);
        var last = (await ns.MergeAsync("configmaps", "last", """{"metadata": {"finalizers": []}}""")).Expect(200);

        Assert.Empty(last.Strings("metadata.finalizers"));
        Assert.NotNull(last.At("metadata.deletionTimestamp"));
        (await ns.ReadAsync("configmaps", "last")).Expect(404);
    }

    [ContractFact]
    public async Task Finalizers_cannot_be_added_to_a_terminating_object()
    {
        await CreateAsync("late");
        (await ns.RemoveAsync("configmaps", "late")).Expect(200);

        var refused = (await ns.MergeAsync(
            "configmaps", "late", $$$"""{"metadata": {"finalizers": ["{{{One}}}", "contract.allocator.test/three"]} }"""))
            .ExpectFailure(422, "Invalid");

        Assert.Equal(
            "ConfigMap \"late\" is invalid: metadata.finalizers: Forbidden: no new finalizers can be added if the object is being deleted, found new "
            + "finalizers "
            + "[]string{\"contract.allocator.test/three\"}",
            refused.Message);
        await ReleaseAsync("late");
    }

    [ContractFact]
    public async Task DeletionTimestamp_cannot_be_taken_back()
    {
        await CreateAsync("final");
        var deleted = (await ns.RemoveAsync("configmaps", "final")).Expect(200);

        var patched = (await ns.MergeAsync("configmaps", "final", """{"metadata": {"deletionTimestamp": null}}""")).Expect(200);

        Assert.Equal(deleted.At("metadata.deletionTimestamp"), patched.At("metadata.deletionTimestamp"));
        await ReleaseAsync("final");
    }

    [ContractFact]
    public async Task Delete_of_an_object_with_finalizers_checks_preconditions_first()
    {
        await CreateAsync("checked");

        (await ns.RemoveAsync("configmaps", "checked", """{"preconditions": {"uid": "other"}}""".ToObject())).ExpectFailure(409, "Conflict");

        Assert.Null((await ns.ReadAsync("configmaps", "checked")).At("metadata.deletionTimestamp"));
        await ReleaseAsync("checked");
    }
}
