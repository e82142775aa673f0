namespace Allocator.Contract;

public sealed class ListTests(ContractNamespace ns) : IClassFixture<ContractNamespace>
{
    [ContractFact]
    public async Task List_has_a_kind_of_its_own_and_a_resourceVersion()
    {
        var created = await ns.CreateLeaseAsync("kind");

        var list = (await ns.Api.GetAsync(ns.Path(Objects.Leases))).Expect(200);

        Assert.Equal(("LeaseList", "coordination.k8s.io/v1"), (list.At("kind"), list.At("apiVersion")));
        Assert.True(ulong.Parse(list.ResourceVersion, null) >= ulong.Parse(created.ResourceVersion, null));
    }

    [ContractFact]
    public async Task List_items_of_built_in_kinds_lack_kind_and_apiVersion()
    {
        var created = await ns.CreateLeaseAsync("items", """{"holderIdentity": "a"}""");

        var item = Assert.Single((await ns.ListAsync(Objects.Leases, "fieldSelector=metadata.name%3Ditems")).Items);

        Assert.Equal((null, null), (item.At("kind"), item.At("apiVersion")));
        Assert.Equal(
            (created.Uid, created.ResourceVersion, "a"),
            (item.At("metadata.uid"), item.At("metadata.resourceVersion"), item.At("spec.holderIdentity")));
    }

    [ContractFact]
    public async Task List_that_is_empty_has_an_empty_array()
    {
        var list = (await ns.Api.GetAsync(ns.Path("endpoints"))).Expect(200);

        Assert.Equal("EndpointsList", list.At("kind"));
        Assert.Equal("[]", list.Json["items"]!.ToJsonString());
    }

    [ContractFact]
    public async Task List_of_an_absent_namespace_is_empty() =>
        Assert.Empty((await ns.Api.GetAsync("api/v1/namespaces/no-such-namespace/configmaps")).Expect(200).Items);

    [ContractFact]
    public async Task List_is_in_the_order_of_names()
    {
        foreach (var name in new[] { "order-c", "order-a", "order-b", "order-a.b" })
            await ns.CreateLeaseAsync(name, metadata: """{"labels": {"order": "1"}}""");

        Assert.Equal(["order-a", "order-a.b", "order-b", "order-c"], (await ns.ListAsync(Objects.Leases, "labelSelector=order")).Names);
    }

    [ContractFact]
    public async Task List_without_namespace_has_the_objects_of_all()
    {
        var label = ns.Name;
        await ns.CreateLeaseAsync("everywhere", metadata: $$$"""{"labels": {"everywhere": "{{{label}}}"}}""");
        var elsewhere = "apis/coordination.k8s.io/v1/namespaces/default/leases";
        (await ns.Api.PostAsync(elsewhere, Objects.Lease(label, metadata: $$$"""{"labels": {"everywhere": "{{{label}}}"}}"""))).Expect(201);

        var list = (await ns.Api.GetAsync($"apis/coordination.k8s.io/v1/leases?labelSelector=everywhere%3D{label}")).Expect(200);

        Assert.Equal(
            [(ns.Name, "everywhere"), ("default", label)], list.Items.Select(item => (item.At("metadata.namespace"), item.At("metadata.name"))));
        (await ns.Api.DeleteAsync($"{elsewhere}/{label}")).Expect(200);
    }

    [ContractFact]
    public async Task List_from_version_0_has_what_is_known_and_a_version_to_watch_from()
    {
        var created = await ns.CreateLeaseAsync("known");

        var list = await ns.Api.UntilAsync(
            $"{ns.Path(Objects.Leases)}?resourceVersion=0&resourceVersionMatch=NotOlderThan", answer => answer.Names.Contains("known"));

        Assert.True(ulong.Parse(list.ResourceVersion, null) >= ulong.Parse(created.ResourceVersion, null));
    }

    [ContractFact]
    public async Task List_not_older_than_a_version_has_that_change()
    {
        var created = await ns.CreateLeaseAsync("recent");

        Assert.Contains("recent", (await ns.ListAsync(Objects.Leases, $"resourceVersion={created.ResourceVersion}")).Expect(200).Names);
    }

    [ContractFact]
    public async Task List_at_exactly_a_version_has_what_was_there_then()
    {
        var first = await ns.CreateLeaseAsync("exact-a", metadata: """{"labels": {"exact": "1"}}""");
        await ns.CreateLeaseAsync("exact-b", metadata: """{"labels": {"exact": "1"}}""");

        await ns.Cluster.UnlessEmbeddedAsync("lists at an exact version", async () =>
        {
            var list = (await ns.ListAsync(Objects.Leases, $"labelSelector=exact&resourceVersion={first.ResourceVersion}&resourceVersionMatch=Exact"))
                .Expect(200);

            Assert.Equal(["exact-a"], list.Names);
            Assert.Equal(first.ResourceVersion, list.ResourceVersion);
        });
    }

    [ContractFact]
    public async Task List_with_a_resourceVersionMatch_that_makes_no_sense_answers_422()
    {
        var alone = (await ns.ListAsync(Objects.Leases, "resourceVersionMatch=NotOlderThan")).ExpectFailure(422, "Invalid");
        var zero = (await ns.ListAsync(Objects.Leases, "resourceVersion=0&resourceVersionMatch=Exact")).ExpectFailure(422, "Invalid");
        var unknown = (await ns.ListAsync(Objects.Leases, "resourceVersion=5&resourceVersionMatch=other")).ExpectFailure(422, "Invalid");

        Assert.Equal(
            "ListOptions.meta.k8s.io \"\" is invalid: resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden unless resourceVersion is "
            + "provided",
            alone.Message);
        Assert.All([alone, zero, unknown], refused => Assert.Equal("resourceVersionMatch", Assert.Single(refused.Causes).Field));
    }

    [ContractFact]
    public async Task List_of_a_version_that_is_no_number_is_refused() => (await ns.ListAsync(Objects.Leases, "resourceVersion=abc")).Expect(500);

    [ContractFact]
    public async Task List_of_a_version_to_come_answers_504_Timeout()
    {
        var refused = (await ns.ListAsync(Objects.Leases, "resourceVersion=999999999999")).ExpectFailure(504, "Timeout");

        Assert.StartsWith("Timeout: Too large resource version: 999999999999, current: ", refused.Message, StringComparison.Ordinal);
        Assert.Equal([("ResourceVersionTooLarge", null)], refused.Causes);
    }
}
