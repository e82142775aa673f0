using System.Net;

namespace Allocator.Contract;

public sealed class WatchSelectorTests(ContractNamespace ns) : IClassFixture<ContractNamespace>
{
    [ContractFact]
    public async Task Object_that_comes_to_match_is_ADDED_and_one_that_no_longer_does_is_DELETED()
    {
        var from = await ns.NowAsync(Objects.Leases);
        await ns.CreateLeaseAsync("moving");
        foreach (var labels in new[] { """{"state": "on"}""", """{"state": "on", "other": "1"}""", """{"state": "off"}""", """{"state": "on"}""" })
            (await ns.MergeAsync(Objects.Leases, "moving", $$$"""{"metadata": {"labels": {{{labels}}} } }""")).Expect(200);
        (await ns.RemoveAsync(Objects.Leases, "moving")).Expect(200);

        var events = await ns.EventsAsync(Objects.Leases, $"labelSelector=state%3Don&resourceVersion={from}", 5);

        Assert.Equal(["ADDED moving", "MODIFIED moving", "DELETED moving", "ADDED moving", "DELETED moving"], events.Select(@event => @event.Line()));
    }

    [ContractFact]
    public async Task Object_that_no_longer_matches_is_told_as_it_was_with_the_version_of_the_change()
    {
        var from = await ns.NowAsync(Objects.Leases);
        await ns.CreateLeaseAsync("leaving", metadata: """{"labels": {"leaving": "1"}}""");
        var changed = (await ns.MergeAsync(Objects.Leases, "leaving", """{"metadata": {"labels": null}, "spec": {"holderIdentity": "after"}}"""))
            .Expect(200);

        var deleted = (await ns.EventsAsync(Objects.Leases, $"labelSelector=leaving&resourceVersion={from}", 2))[1];

        Assert.Equal(
            ("DELETED", "1", null, changed.ResourceVersion),
            (deleted.At("type"), deleted.At("object.metadata.labels.leaving"),
                deleted.At("object.spec.holderIdentity"), deleted.At("object.metadata.resourceVersion")));
    }

    [ContractFact]
    public async Task Field_selector_of_the_name_has_the_events_of_one_object()
    {
        var from = await ns.NowAsync(Objects.Leases);
        await ns.CreateLeaseAsync("other");
        await ns.CreateLeaseAsync("named");
        (await ns.MergeAsync(Objects.Leases, "other", """{"spec": {"holderIdentity": "a"}}""")).Expect(200);
        (await ns.RemoveAsync(Objects.Leases, "named")).Expect(200);

        var events = await ns.EventsAsync(Objects.Leases, $"fieldSelector=metadata.name%3Dnamed&resourceVersion={from}", 2);

        Assert.Equal(["ADDED named", "DELETED named"], events.Select(@event => @event.Line()));
    }

    [ContractFact]
    public async Task Field_selector_of_the_phase_of_a_pod_tells_transitions()
    {
        var from = await ns.NowAsync("pods");
        await ns.CreateAsync("pods", Objects.Pod("phases"));
        (await ns.MergeAsync("pods", "phases/status", """{"status": {"phase": "Failed"}}""")).Expect(200);

        var failed = await ns.EventsAsync("pods", $"fieldSelector=status.phase%3DFailed&resourceVersion={from}", 1);
        var pending = await ns.EventsAsync("pods", $"fieldSelector=status.phase%3DPending&resourceVersion={from}", 1);

        Assert.Equal(["ADDED phases"], failed.Select(@event => @event.Line()));
        Assert.Equal(["ADDED phases"], pending.Select(@event => @event.Line()));
    }

    [ContractFact]
    public async Task Selector_that_cannot_be_parsed_answers_400()
    {
        foreach (var query in new[] { "labelSelector=a%20b", "fieldSelector=spec.holderIdentity%3Da" })
        {
            var refused = await Assert.ThrowsAsync<HttpRequestException>(() => ns.EventsAsync(Objects.Leases, query, 1));

            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        }
    }
}
