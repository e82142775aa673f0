using System.Text.Json.Nodes;

namespace Allocator.Contract;

public sealed class GarbageCollectionTests(ContractNamespace ns) : IClassFixture<ContractNamespace>
{
    private static readonly JsonObject s_never = Objects.ConfigMap("never", metadata: """{"uid": "11111111-2222-3333-4444-555555555555"}""");

    private Task<ApiAnswer> CreateAsync(string name, params IEnumerable<JsonNode> owners) =>
        ns.CreateConfigMapAsync(name, metadata: Objects.OwnedBy(null, owners));

    [ContractFact]
    public async Task Dependents_go_when_their_owner_is_gone()
    {
        var owner = await ns.CreateLeaseAsync("owner");
        await CreateAsync("dependent-a", owner.Json);
        await ns.CreateAsync("secrets", Objects.Of("v1", "Secret", "dependent-b", metadata: Objects.OwnedBy(true, owner.Json)));

        (await ns.RemoveAsync(Objects.Leases, "owner")).Expect(200);

        await ns.UntilAbsentAsync("configmaps", "dependent-a");
        await ns.UntilAbsentAsync("secrets", "dependent-b");
    }

    [ContractFact]
    public async Task Dependents_of_dependents_go_too()
    {
        var owner = await ns.CreateConfigMapAsync("first");
        var second = await CreateAsync("second", owner.Json);
        await CreateAsync("third", second.Json);

        (await ns.RemoveAsync("configmaps", "first")).Expect(200);

        await ns.UntilAbsentAsync("configmaps", "third");
    }

    [ContractFact]
    public async Task Dependent_of_an_owner_that_never_was_is_collected()
    {
        await CreateAsync("stray", s_never);

        await ns.UntilAbsentAsync("configmaps", "stray");
    }

    [ContractFact]
    public async Task Dependent_of_an_owner_whose_name_has_another_uid_is_collected()
    {
        await ns.CreateConfigMapAsync("reused");
        await CreateAsync("late", Objects.ConfigMap("reused", metadata: """{"uid": "11111111-2222-3333-4444-555555555555"}"""));

        await ns.UntilAbsentAsync("configmaps", "late");
        (await ns.ReadAsync("configmaps", "reused")).Expect(200);
    }

    [ContractFact]
    public async Task Dependent_of_two_owners_stays_while_one_remains_and_loses_the_other_reference()
    {
        var first = await ns.CreateConfigMapAsync("two-first");
        var second = await ns.CreateConfigMapAsync("two-second");
        await CreateAsync("two", first.Json, second.Json);

        (await ns.RemoveAsync("configmaps", "two-first")).Expect(200);
        var left = await ns.Api.UntilAsync(ns.Path("configmaps", "two"), answer => answer.Expect(200).At("metadata.ownerReferences.1") is null);

        Assert.Equal(second.Uid, left.At("metadata.ownerReferences.0.uid"));
        (await ns.RemoveAsync("configmaps", "two-second")).Expect(200);
        await ns.UntilAbsentAsync("configmaps", "two");
    }

    [ContractFact]
    public async Task Dependent_loses_the_reference_to_an_owner_that_never_was_if_it_has_another()
    {
        var owner = await ns.CreateConfigMapAsync("real");
        await CreateAsync("half", owner.Json, s_never);

        var left = await ns.Api.UntilAsync(ns.Path("configmaps", "half"), answer => answer.Expect(200).At("metadata.ownerReferences.1") is null);

        Assert.Equal("real", left.At("metadata.ownerReferences.0.name"));
    }

    [ContractFact]
    public async Task Owner_that_is_given_later_counts_from_then_on()
    {
        var owner = await ns.CreateConfigMapAsync("adopter");
        await ns.CreateConfigMapAsync("adopted");
        (await ns.Api.MergePatchAsync(
            ns.Path("configmaps", "adopted"), new JsonObject { ["metadata"] = Objects.OwnedBy(null, owner.Json).ToObject() }))
            .Expect(200);

        (await ns.RemoveAsync("configmaps", "adopter")).Expect(200);

        await ns.UntilAbsentAsync("configmaps", "adopted");
    }

    [ContractFact]
    public async Task Owner_in_another_namespace_is_absent_and_an_event_says_so()
    {
        var owner = (await ns.Api.PostAsync("api/v1/namespaces/default/configmaps", Objects.ConfigMap(ns.Name))).Expect(201);
        var dependent = await CreateAsync("foreign", owner.Json);

        await ns.UntilAbsentAsync("configmaps", "foreign");
        var events = await ns.Api.UntilAsync(
            $"{ns.Path("events")}?fieldSelector=involvedObject.uid%3D{dependent.Uid}", answer => answer.Items.Count > 0);

        Assert.Equal(("OwnerRefInvalidNamespace", "Warning"), (events.Items[0].At("reason"), events.Items[0].At("type")));
        Assert.Equal(
            $"ownerRef [v1/ConfigMap, namespace: {ns.Name}, name: {ns.Name}, uid: {owner.Uid}] does not exist in namespace \"{ns.Name}\"",
            events.Items[0].At("message"));
        (await ns.Api.DeleteAsync($"api/v1/namespaces/default/configmaps/{ns.Name}")).Expect(200);
    }

    [ContractFact]
    public async Task Owner_of_a_cluster_scoped_kind_is_found()
    {
        var owner = (await ns.Api.GetAsync($"api/v1/namespaces/{ns.Name}")).Expect(200);
        await CreateAsync("of-the-namespace", owner.Json);

        // The collector looks at objects in the order in which they came.
        await CreateAsync("after", s_never);
        await ns.UntilAbsentAsync("configmaps", "after");

        Assert.Null((await ns.ReadAsync("configmaps", "of-the-namespace")).Expect(200).At("metadata.deletionTimestamp"));
    }
}
