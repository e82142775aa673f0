namespace Allocator.Contract;

public sealed class PropagationTests(ContractNamespace ns) : IClassFixture<ContractNamespace>
{
    private const string Hold = "contract.allocator.test/hold";

    private Task<ApiAnswer> CreateAsync(string name, bool? block, bool held, params IEnumerable<ApiAnswer> owners)
    {
        var metadata = Objects.OwnedBy(block, owners.Select(owner => owner.Json)).ToObject();
        if (held)
            metadata["finalizers"] = $$"""["{{Hold}}"]""".ToArray();
        return ns.CreateConfigMapAsync(name, metadata: metadata.ToJsonString());
    }

    private async Task ReleaseAsync(string name) => (await ns.MergeAsync("configmaps", name, """{"metadata": {"finalizers": null}}""")).Expect(200);

    /// <summary>Waits until the garbage collector knows what is there: it has removed an object that was created later and has no owner.</summary>
    private async Task SettleAsync()
    {
        var probe = $"settle-{Guid.NewGuid():N}";
        await ns.CreateConfigMapAsync(
            probe, metadata: """{"ownerReferences": [{"apiVersion": "v1", "kind": "ConfigMap", "name": "never", "uid": "never"}]}""");
        await ns.UntilAbsentAsync("configmaps", probe);
    }

    [ContractFact]
    public async Task Foreground_keeps_the_owner_until_blocking_dependents_are_gone()
    {
        var owner = await ns.CreateConfigMapAsync("fg-owner");
        await CreateAsync("fg-dependent", true, true, owner);
        await SettleAsync();

        var deleted = (await ns.RemoveAsync("configmaps", "fg-owner", """{"propagationPolicy": "Foreground"}""".ToObject())).Expect(200);
        var dependent = await ns.UntilTerminatingAsync("configmaps", "fg-dependent");

        Assert.Equal(["foregroundDeletion"], deleted.Strings("metadata.finalizers"));
        Assert.NotNull(deleted.At("metadata.deletionTimestamp"));
        Assert.Equal([Hold], dependent.Strings("metadata.finalizers"));
        (await ns.ReadAsync("configmaps", "fg-owner")).Expect(200);
        await ReleaseAsync("fg-dependent");
        await ns.UntilAbsentAsync("configmaps", "fg-owner");
    }

    [ContractFact]
    public async Task Foreground_does_not_wait_for_dependents_that_do_not_block()
    {
        var owner = await ns.CreateConfigMapAsync("free-owner");
        await CreateAsync("free-dependent", null, true, owner);
        await SettleAsync();

        (await ns.RemoveAsync("configmaps", "free-owner?propagationPolicy=Foreground")).Expect(200);

        await ns.UntilAbsentAsync("configmaps", "free-owner");
        await ns.UntilTerminatingAsync("configmaps", "free-dependent");
        await ReleaseAsync("free-dependent");
    }

    [ContractFact]
    public async Task Foreground_goes_down_a_chain_of_blocking_dependents()
    {
        var owner = await ns.CreateConfigMapAsync("chain-1");
        var middle = await CreateAsync("chain-2", true, false, owner);
        await CreateAsync("chain-3", true, true, middle);
        await SettleAsync();

        (await ns.RemoveAsync("configmaps", "chain-1", """{"propagationPolicy": "Foreground"}""".ToObject())).Expect(200);
        await ns.UntilTerminatingAsync("configmaps", "chain-3");

        Assert.Equal(["foregroundDeletion"], (await ns.ReadAsync("configmaps", "chain-2")).Strings("metadata.finalizers"));
        (await ns.ReadAsync("configmaps", "chain-1")).Expect(200);
        await ReleaseAsync("chain-3");
        await ns.UntilAbsentAsync("configmaps", "chain-1");
        (await ns.ReadAsync("configmaps", "chain-2")).Expect(404);
    }

    [ContractFact]
    public async Task Foreground_without_dependents_ends_by_itself()
    {
        await ns.CreateConfigMapAsync("lonely");

        (await ns.RemoveAsync("configmaps", "lonely", """{"propagationPolicy": "Foreground"}""".ToObject())).Expect(200);

        await ns.UntilAbsentAsync("configmaps", "lonely");
    }

    [ContractFact]
    public async Task Foreground_leaves_a_dependent_that_has_another_owner()
    {
        var going = await ns.CreateConfigMapAsync("going");
        var staying = await ns.CreateConfigMapAsync("staying");
        await CreateAsync("shared", true, false, going, staying);
        await SettleAsync();

        (await ns.RemoveAsync("configmaps", "going", """{"propagationPolicy": "Foreground"}""".ToObject())).Expect(200);
        await ns.UntilAbsentAsync("configmaps", "going");

        var shared = (await ns.ReadAsync("configmaps", "shared")).Expect(200);
        Assert.Equal(
            (null, "staying", null),
            (shared.At("metadata.deletionTimestamp"), shared.At("metadata.ownerReferences.0.name"), shared.At("metadata.ownerReferences.1")));
    }

    [ContractFact]
    public async Task Foreground_may_be_turned_into_background()
    {
        var owner = await ns.CreateConfigMapAsync("hasty-owner");
        await CreateAsync("hasty-dependent", true, true, owner);
        await SettleAsync();
        (await ns.RemoveAsync("configmaps", "hasty-owner", """{"propagationPolicy": "Foreground"}""".ToObject())).Expect(200);
        await ns.UntilTerminatingAsync("configmaps", "hasty-dependent");

        var deleted = (await ns.RemoveAsync("configmaps", "hasty-owner", """{"propagationPolicy": "Background"}""".ToObject())).Expect(200);

        Assert.Equal("Success", deleted.At("status"));
        (await ns.ReadAsync("configmaps", "hasty-owner")).Expect(404);
        await ReleaseAsync("hasty-dependent");
    }

    [ContractFact]
    public async Task Background_removes_the_owner_at_once_and_the_dependents_after_it()
    {
        var owner = await ns.CreateConfigMapAsync("bg-owner");
        await CreateAsync("bg-dependent", true, true, owner);

        var deleted = (await ns.RemoveAsync("configmaps", "bg-owner", """{"propagationPolicy": "Background"}""".ToObject())).Expect(200);

        Assert.Equal("Success", deleted.At("status"));
        (await ns.ReadAsync("configmaps", "bg-owner")).Expect(404);
        await ns.UntilTerminatingAsync("configmaps", "bg-dependent");
        await ReleaseAsync("bg-dependent");
    }

    [ContractFact]
    public async Task Orphan_takes_the_reference_from_the_dependents_before_the_owner_goes()
    {
        var owner = await ns.CreateConfigMapAsync("orphan-owner");
        await CreateAsync("orphan", true, false, owner);
        await SettleAsync();

        var deleted = (await ns.RemoveAsync("configmaps", "orphan-owner", """{"propagationPolicy": "Orphan"}""".ToObject())).Expect(200);
        await ns.UntilAbsentAsync("configmaps", "orphan-owner");

        Assert.Equal(["orphan"], deleted.Strings("metadata.finalizers"));
        var orphan = (await ns.ReadAsync("configmaps", "orphan")).Expect(200);
        Assert.Equal((null, null), (orphan.At("metadata.ownerReferences"), orphan.At("metadata.deletionTimestamp")));
    }

    [ContractFact]
    public async Task Orphan_leaves_the_other_finalizers_of_the_owner()
    {
        var owner = await CreateAsync("kept-owner", null, true);
        await CreateAsync("kept-orphan", null, false, owner);
        await SettleAsync();

        var deleted = (await ns.RemoveAsync("configmaps", "kept-owner", """{"propagationPolicy": "Orphan"}""".ToObject())).Expect(200);

        Assert.Equal([Hold, "orphan"], deleted.Strings("metadata.finalizers"));
        await ns.Api.UntilAsync(ns.Path("configmaps", "kept-owner"), answer => answer.Strings("metadata.finalizers") is [Hold]);
        Assert.Null((await ns.ReadAsync("configmaps", "kept-orphan")).At("metadata.ownerReferences"));
        await ReleaseAsync("kept-owner");
    }

    [ContractFact]
    public async Task OrphanDependents_means_Orphan_or_Background()
    {
        var first = await ns.CreateConfigMapAsync("old-first");
        await CreateAsync("old-kept", null, false, first);
        var second = await ns.CreateConfigMapAsync("old-second");
        await CreateAsync("old-gone", null, false, second);
        await SettleAsync();

        var orphaned = (await ns.RemoveAsync("configmaps", "old-first", """{"orphanDependents": true}""".ToObject())).Expect(200);
        var deleted = (await ns.RemoveAsync("configmaps", "old-second", """{"orphanDependents": false}""".ToObject())).Expect(200);

        Assert.Equal(["orphan"], orphaned.Strings("metadata.finalizers"));
        Assert.Equal("Success", deleted.At("status"));
        await ns.UntilAbsentAsync("configmaps", "old-first");
        await ns.UntilAbsentAsync("configmaps", "old-gone");
        (await ns.ReadAsync("configmaps", "old-kept")).Expect(200);
    }

    [ContractFact]
    public async Task Default_is_Background_but_Orphan_for_Jobs()
    {
        foreach (var kind in new[] { "Deployment", "StatefulSet", "ReplicaSet", "Job" })
        {
            var resource = kind == "Job" ? "batch/v1/jobs" : $"apps/v1/{kind.ToLowerInvariant()}s";
            var dependent = $"default-{kind.ToLowerInvariant()}";
            var owner = await ns.CreateAsync(resource, Objects.Workload(kind, "default"));
            await CreateAsync(dependent, null, false, owner);
            await SettleAsync();

            var deleted = (await ns.RemoveAsync(resource, "default")).Expect(200);

            if (kind == "Job")
            {
                Assert.Equal(["orphan"], deleted.Strings("metadata.finalizers"));
                await ns.Api.UntilAsync(ns.Path("configmaps", dependent), answer => answer.Expect(200).At("metadata.ownerReferences") is null);
            }
            else
            {
                Assert.Equal("Success", deleted.At("status"));
                await ns.UntilAbsentAsync("configmaps", dependent);
            }
        }
    }

    [ContractFact]
    public async Task Finalizers_foregroundDeletion_and_orphan_decide_if_no_policy_is_given()
    {
        await ns.CreateConfigMapAsync("born-foreground", metadata: """{"finalizers": ["foregroundDeletion"]}""");
        var orphaning = await ns.CreateConfigMapAsync("born-orphan", metadata: """{"finalizers": ["orphan"]}""");
        await CreateAsync("born-dependent", null, false, orphaning);
        await SettleAsync();

        (await ns.RemoveAsync("configmaps", "born-foreground")).Expect(200);
        (await ns.RemoveAsync("configmaps", "born-orphan")).Expect(200);

        await ns.UntilAbsentAsync("configmaps", "born-foreground");
        await ns.UntilAbsentAsync("configmaps", "born-orphan");
        Assert.Null((await ns.ReadAsync("configmaps", "born-dependent")).Expect(200).At("metadata.ownerReferences"));
    }
}
