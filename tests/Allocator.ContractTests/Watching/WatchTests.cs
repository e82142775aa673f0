using System.Net;

namespace Allocator.Contract;

[Collection(nameof(Compacting))]
public sealed class WatchTests(ContractNamespace ns) : IClassFixture<ContractNamespace>
{
    private async Task<(string From, ApiAnswer Created, ApiAnswer Changed, string Deleted)> LiveAsync(string name)
    {
        var from = await ns.NowAsync(Objects.Leases);
        var created = await ns.CreateLeaseAsync(name);
        var changed = (await ns.MergeAsync(Objects.Leases, name, """{"spec": {"holderIdentity": "a"}}""")).Expect(200);
        (await ns.RemoveAsync(Objects.Leases, name)).Expect(200);
        return (from, created, changed, await ns.NowAsync(Objects.Leases));
    }

    [ContractFact]
    public async Task Watch_from_a_version_has_every_later_change_in_order()
    {
        var (from, created, changed, _) = await LiveAsync("ordered");

        var events = await ns.EventsAsync(Objects.Leases, $"fieldSelector=metadata.name%3Dordered&resourceVersion={from}", 3);

        Assert.Equal(["ADDED ordered", "MODIFIED ordered", "DELETED ordered"], events.Select(@event => @event.Line()));
        Assert.Equal(created.Json.ToJsonString(), events[0]["object"]!.ToJsonString());
        Assert.Equal(changed.Json.ToJsonString(), events[1]["object"]!.ToJsonString());
    }

    [ContractFact]
    public async Task Watch_tells_a_deletion_with_the_last_state_and_a_version_of_its_own()
    {
        var (from, _, changed, after) = await LiveAsync("deleted");

        var deleted = (await ns.EventsAsync(Objects.Leases, $"fieldSelector=metadata.name%3Ddeleted&resourceVersion={from}", 3))[2];

        Assert.Equal(("a", changed.Uid), (deleted.Value("object.spec.holderIdentity"), deleted.Value("object.metadata.uid")));
        var version = ulong.Parse(deleted.Value("object.metadata.resourceVersion")!, null);
        Assert.True(version > ulong.Parse(changed.ResourceVersion, null));
        Assert.True(version <= ulong.Parse(after, null));
    }

    [ContractFact]
    public async Task Watch_resumes_after_the_version_of_an_event()
    {
        var (from, _, changed, _) = await LiveAsync("resumed");

        var all = await ns.EventsAsync(Objects.Leases, $"fieldSelector=metadata.name%3Dresumed&resourceVersion={from}", 3);
        var rest = await ns.EventsAsync(Objects.Leases, $"fieldSelector=metadata.name%3Dresumed&resourceVersion={changed.ResourceVersion}", 1);

        Assert.Equal(all[2].ToJsonString(), rest[0].ToJsonString());
    }

    [ContractFact]
    public async Task Watch_tells_changes_as_they_happen()
    {
        var from = await ns.NowAsync(Objects.Leases);
        await using var events = ns.Api.WatchAsync(
            $"{ns.Path(Objects.Leases)}?watch=true&fieldSelector=metadata.name%3Dlive&resourceVersion={from}",
            TestContext.Current.CancellationToken).GetAsyncEnumerator();
        var next = events.MoveNextAsync();
        Assert.False(next.IsCompleted);

        await ns.CreateLeaseAsync("live");

        Assert.True(await next);
        Assert.Equal("ADDED live", events.Current.Line());
    }

    [ContractFact]
    public async Task Watch_without_a_version_or_from_0_begins_with_what_is_there()
    {
        await ns.CreateLeaseAsync("there-a", metadata: """{"labels": {"there": "1"}}""");
        await ns.CreateLeaseAsync("there-b", metadata: """{"labels": {"there": "1"}}""");

        foreach (var query in new[] { "", "&resourceVersion=0" })
        {
            var events = await ns.EventsAsync(Objects.Leases, $"labelSelector=there{query}", 2);

            Assert.Equal(["ADDED there-a", "ADDED there-b"], events.Select(@event => @event.Line()).Order());
        }
    }

    [ContractFact]
    public async Task Watch_of_all_namespaces_has_the_same_events_in_the_same_order()
    {
        var from = await ns.NowAsync(Objects.Leases);
        for (var i = 0; i < 5; i++)
            await ns.CreateLeaseAsync($"same-{i}", metadata: $$$"""{"labels": {"same": "{{{ns.Name}}}"} }""");

        var one = await ns.EventsAsync(Objects.Leases, $"labelSelector=same%3D{ns.Name}&resourceVersion={from}", 5);
        var all = await ns.Api.WatchAsync($"apis/coordination.k8s.io/v1/leases?watch=true&labelSelector=same%3D{ns.Name}&resourceVersion={from}")
            .Take(5).ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["ADDED same-0", "ADDED same-1", "ADDED same-2", "ADDED same-3", "ADDED same-4"], one.Select(@event => @event.Line()));
        Assert.Equal(one.Select(@event => @event.ToJsonString()), all.Select(@event => @event.ToJsonString()));
    }

    [ContractFact]
    public async Task Watch_of_two_at_once_sees_one_order_of_concurrent_writes()
    {
        var from = await ns.NowAsync(Objects.Leases);
        var watches = Enumerable.Range(0, 2)
            .Select(_ => ns.EventsAsync(Objects.Leases, $"labelSelector=concurrent&resourceVersion={from}", 20)).ToArray();

        await Task.WhenAll(Enumerable.Range(0, 20)
            .Select(i => ns.CreateLeaseAsync($"concurrent-{i}", metadata: """{"labels": {"concurrent": "1"}}""")));

        var seen = await Task.WhenAll(watches);
        Assert.Equal(seen[0].Select(@event => @event.Line()), seen[1].Select(@event => @event.Line()));
        var versions = seen[0].Select(@event => ulong.Parse(@event.Value("object.metadata.resourceVersion")!, null)).ToArray();
        Assert.Equal(versions.Order(), versions);
    }

    [ContractFact]
    public async Task Watch_says_nothing_of_writes_that_change_nothing()
    {
        await ns.CreateLeaseAsync("quiet");
        var from = await ns.NowAsync(Objects.Leases);
        (await ns.MergeAsync(Objects.Leases, "quiet", "{}")).Expect(200);
        (await ns.MergeAsync(Objects.Leases, "quiet?dryRun=All", """{"spec": {"holderIdentity": "dry"}}""")).Expect(200);
        (await ns.MergeAsync(Objects.Leases, "quiet", """{"spec": {"holderIdentity": "wet"}}""")).Expect(200);

        var first = Assert.Single(await ns.EventsAsync(Objects.Leases, $"fieldSelector=metadata.name%3Dquiet&resourceVersion={from}", 1));

        Assert.Equal("wet", first.Value("object.spec.holderIdentity"));
    }

    [ContractFact]
    public async Task Watch_tells_the_begin_of_a_termination_as_a_change_and_its_end_as_a_deletion()
    {
        var from = await ns.NowAsync(Objects.Leases);
        await ns.CreateLeaseAsync("held", metadata: """{"finalizers": ["contract.allocator.test/hold"]}""");
        (await ns.RemoveAsync(Objects.Leases, "held")).Expect(200);
        (await ns.MergeAsync(Objects.Leases, "held", """{"metadata": {"finalizers": null}}""")).Expect(200);

        var events = await ns.EventsAsync(Objects.Leases, $"fieldSelector=metadata.name%3Dheld&resourceVersion={from}", 3);

        Assert.Equal(["ADDED held", "MODIFIED held", "DELETED held"], events.Select(@event => @event.Line()));
        Assert.NotNull(events[1].Value("object.metadata.deletionTimestamp"));
    }

    [ContractFact]
    public async Task Watch_ends_after_timeoutSeconds()
    {
        var from = await ns.NowAsync(Objects.Leases);
        var begin = TimeProvider.System.GetTimestamp();

        var events = await ns.EventsToTheEndAsync(Objects.Leases, $"fieldSelector=metadata.name%3Dabsent&timeoutSeconds=1&resourceVersion={from}");

        Assert.Empty(events);
        Assert.InRange(TimeProvider.System.GetElapsedTime(begin).TotalSeconds, 0.9, 60);
    }

    [ContractFact]
    public async Task Watch_of_an_absent_namespace_waits() =>
        Assert.Empty(await ns.Api.WatchAsync("api/v1/namespaces/no-such-namespace/configmaps?watch=true&timeoutSeconds=1")
            .ToListAsync(TestContext.Current.CancellationToken));

    [ContractFact]
    public async Task Watch_from_a_version_that_is_forgotten_tells_410_Expired_as_its_only_event()
    {
        await ns.CreateLeaseAsync("old");
        ns.Cluster.CompactIfPossible();

        var told = Assert.Single(await ns.EventsToTheEndAsync(Objects.Leases, "resourceVersion=1"));

        Assert.Equal(
            ("ERROR", "Status", "Failure", "410", "Expired"),
            (told.Value("type"), told.Value("object.kind"), told.Value("object.status"), told.Value("object.code"), told.Value("object.reason")));
        Assert.StartsWith("too old resource version: 1 (", told.Value("object.message"), StringComparison.Ordinal);
    }

    [ContractFact]
    public async Task Watch_from_a_version_to_come_waits()
    {
        var events = await ns.EventsToTheEndAsync(Objects.Leases, "timeoutSeconds=1&resourceVersion=999999999999");

        Assert.Empty(events);
    }

    [ContractFact]
    public async Task Watch_from_a_version_that_is_no_number_is_refused()
    {
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => ns.EventsAsync(Objects.Leases, "resourceVersion=abc", 1));

        Assert.Equal(HttpStatusCode.InternalServerError, refused.StatusCode);
    }
}
