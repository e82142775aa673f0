namespace Allocator.Contract;

[Collection(nameof(Compacting))]
public sealed class PagingTests(ContractNamespace ns) : IClassFixture<ContractNamespace>
{
    private async Task CreateAsync(string prefix, int count)
    {
        for (var i = 0; i < count; i++)
            await ns.CreateLeaseAsync($"{prefix}-{i}", metadata: $$$"""{"labels": {"set": "{{{prefix}}}"} }""");
    }

    private async Task<ApiAnswer> PageAsync(string query) => (await ns.ListAsync(Objects.Leases, query)).Expect(200);

    private static string Continue(ApiAnswer page) => Uri.EscapeDataString(page.Value("metadata.continue")!);

    [ContractFact]
    public async Task Pages_have_all_objects_once_in_the_order_of_names()
    {
        await CreateAsync("all", 5);

        var first = await PageAsync("labelSelector=set%3Dall&limit=2");
        var second = await PageAsync($"labelSelector=set%3Dall&limit=2&continue={Continue(first)}");
        var third = await PageAsync($"labelSelector=set%3Dall&limit=2&continue={Continue(second)}");

        Assert.Equal(["all-0", "all-1"], first.Names);
        Assert.Equal(["all-2", "all-3"], second.Names);
        Assert.Equal(["all-4"], third.Names);
        Assert.Null(third.Value("metadata.continue"));
        Assert.Equal((first.ResourceVersion, first.ResourceVersion), (second.ResourceVersion, third.ResourceVersion));
    }

    [ContractFact]
    public async Task Pages_say_how_many_remain_unless_a_selector_applies()
    {
        for (var i = 0; i < 3; i++)
            await ns.CreateAsync("endpoints", Objects.Of("v1", "Endpoints", $"range-{i}", metadata: """{"labels": {"a": "b"}}"""));

        var first = (await ns.ListAsync("endpoints", "limit=1")).Expect(200);
        var selected = (await ns.ListAsync("endpoints", "limit=1&labelSelector=a")).Expect(200);
        var last = (await ns.ListAsync("endpoints", "limit=3")).Expect(200);

        Assert.Equal("2", first.Value("metadata.remainingItemCount"));
        Assert.NotNull(selected.Value("metadata.continue"));
        Assert.Equal(
            (null, null, null),
            (selected.Value("metadata.remainingItemCount"), last.Value("metadata.remainingItemCount"), last.Value("metadata.continue")));
    }

    [ContractFact]
    public async Task Pages_are_of_the_version_of_the_first()
    {
        await CreateAsync("still", 4);
        var first = await PageAsync("labelSelector=set%3Dstill&limit=1");
        (await ns.RemoveAsync(Objects.Leases, "still-2")).Expect(200);
        await ns.CreateLeaseAsync("still-15", metadata: """{"labels": {"set": "still"}}""");
        (await ns.MergeAsync(Objects.Leases, "still-3", """{"spec": {"holderIdentity": "later"}}""")).Expect(200);

        var rest = await PageAsync($"labelSelector=set%3Dstill&continue={Continue(first)}");

        Assert.Equal(["still-1", "still-2", "still-3"], rest.Names);
        Assert.Null(rest.Items[2].Value("spec.holderIdentity"));
        Assert.Equal(["still-0", "still-1", "still-15", "still-3"], (await PageAsync("labelSelector=set%3Dstill")).Names);
    }

    [ContractFact]
    public async Task Pages_with_a_selector_are_full()
    {
        await CreateAsync("one", 3);
        await CreateAsync("two", 3);

        var page = await PageAsync("labelSelector=set%3Dtwo&limit=2");

        Assert.Equal(["two-0", "two-1"], page.Names);
        Assert.Equal(["two-2"], (await PageAsync($"labelSelector=set%3Dtwo&limit=2&continue={Continue(page)}")).Names);
    }

    [ContractFact]
    public async Task Pages_of_all_namespaces_are_in_the_order_of_namespaces()
    {
        // A kind of which others have few, because the server reads through all of them in steps of the limit; with a label of this run's own.
        for (var i = 0; i < 3; i++)
            await ns.CreateAsync("resourcequotas", Objects.Of("v1", "ResourceQuota", $"wide-{i}", metadata: $$$"""{"labels": {"set": "{{{ns.Name}}}"} }"""));

        var page = (await ns.Api.GetAsync($"api/v1/resourcequotas?labelSelector=set%3D{ns.Name}&limit=2")).Expect(200);
        var rest = (await ns.Api.GetAsync($"api/v1/resourcequotas?labelSelector=set%3D{ns.Name}&limit=2&continue={Continue(page)}")).Expect(200);

        Assert.Equal(["wide-0", "wide-1", "wide-2"], page.Names.Concat(rest.Names));
    }

    [ContractFact]
    public async Task Limit_0_means_none_and_a_text_answers_400()
    {
        await CreateAsync("limits", 3);

        Assert.Equal(3, (await PageAsync("labelSelector=set%3Dlimits&limit=0")).Items.Count);
        (await ns.ListAsync(Objects.Leases, "limit=abc")).ExpectFailure(400, "BadRequest");
    }

    [ContractFact]
    public async Task Continue_that_is_no_token_answers_400()
    {
        var refused = (await ns.ListAsync(Objects.Leases, "limit=1&continue=abc")).ExpectFailure(400, "BadRequest");

        Assert.StartsWith("invalid continue token: ", refused.Message, StringComparison.Ordinal);
    }

    [ContractFact]
    public async Task Continue_with_a_resourceVersion_answers_400()
    {
        await CreateAsync("versioned", 2);
        var page = await PageAsync("labelSelector=set%3Dversioned&limit=1");

        var refused = (await ns.ListAsync(Objects.Leases, $"labelSelector=set%3Dversioned&limit=1&resourceVersion=5&continue={Continue(page)}"))
            .ExpectFailure(400, "BadRequest");

        Assert.Equal("specifying resource version is not allowed when using continue", refused.Message);
    }

    [ContractFact]
    public async Task Continue_after_compaction_answers_410_with_a_token_for_what_is_there_now()
    {
        await CreateAsync("expired", 3);
        var page = await PageAsync("labelSelector=set%3Dexpired&limit=1");
        ns.Cluster.Compact();

        var refused = (await ns.ListAsync(Objects.Leases, $"labelSelector=set%3Dexpired&limit=1&continue={Continue(page)}"))
            .ExpectFailure(410, "Expired");

        Assert.StartsWith(
            "The provided continue parameter is too old to display a consistent list result.", refused.Message, StringComparison.Ordinal);
        Assert.Equal(["expired-1", "expired-2"], (await PageAsync($"labelSelector=set%3Dexpired&continue={Continue(refused)}")).Names);
    }
}
