namespace Allocator.Contract;

public sealed class FieldSelectorTests(ContractNamespace ns) : IClassFixture<ContractNamespace>
{
    private async Task<IReadOnlyList<string>> SelectAsync(string resource, string selector) =>
        (await ns.ListAsync(resource, $"fieldSelector={Uri.EscapeDataString(selector)}")).Expect(200).Names;

    [ContractFact]
    public async Task Field_metadata_name_selects_one_object()
    {
        await ns.CreateLeaseAsync("one");
        await ns.CreateLeaseAsync("two");

        Assert.Equal(["one"], await SelectAsync(Objects.Leases, "metadata.name=one"));
        Assert.Equal(["one"], await SelectAsync(Objects.Leases, "metadata.name==one"));
        Assert.Equal(["two"], await SelectAsync(Objects.Leases, "metadata.name!=one"));
        Assert.Empty(await SelectAsync(Objects.Leases, "metadata.name=absent"));
        Assert.Empty(await SelectAsync(Objects.Leases, "metadata.name=one,metadata.name=two"));
    }

    [ContractFact]
    public async Task Field_metadata_namespace_selects_across_namespaces()
    {
        await ns.CreateAsync("secrets", Objects.Secret("here", "{}"));

        var list = (await ns.Api.GetAsync($"api/v1/secrets?fieldSelector=metadata.namespace%3D{ns.Name}")).Expect(200);

        Assert.Contains("here", list.Names);
        Assert.All(list.Items, item => Assert.Equal(ns.Name, item.At("metadata.namespace")));
    }

    [ContractFact]
    public async Task Fields_of_a_pod_select_by_node_and_phase()
    {
        await ns.CreateAsync("pods", Objects.Pod("pending"));
        await ns.CreateAsync("pods", Objects.Pod("failed"));
        (await ns.MergeAsync("pods", "failed/status", """{"status": {"phase": "Failed"}}""")).Expect(200);

        Assert.Equal(["failed"], await SelectAsync("pods", "status.phase=Failed"));
        Assert.Equal(["pending"], await SelectAsync("pods", "status.phase!=Failed"));
        Assert.Equal(["failed", "pending"], await SelectAsync("pods", "spec.nodeName="));
        Assert.Empty(await SelectAsync("pods", "spec.nodeName=no-such-node"));
        Assert.Equal(["pending"], await SelectAsync("pods", "spec.restartPolicy=Always,metadata.name=pending"));
    }

    [ContractFact]
    public async Task Field_type_selects_secrets()
    {
        await ns.CreateAsync("secrets", Objects.Secret("typed", """{"type": "example.com/special"}"""));

        Assert.Equal(["typed"], await SelectAsync("secrets", "type=example.com/special"));
    }

    [ContractFact]
    public async Task Fields_of_an_event_select_by_the_object_reason_and_type()
    {
        foreach (var name in new[] { "first", "second" })
        {
            await ns.CreateAsync("events", Objects.Of("v1", "Event", $"event-of-{name}", $$$"""
                {"involvedObject": {"kind": "Pod", "name": "{{{name}}}", "namespace": "{{{ns.Name}}}", "uid": "uid-of-{{{name}}}"},
                 "reason": "Made{{{name}}}", "type": "Normal", "message": "made by a test"}
                """));
        }

        Assert.Equal(["event-of-first"], await SelectAsync("events", "involvedObject.uid=uid-of-first"));
        Assert.Equal(
            ["event-of-first"], await SelectAsync("events", $"involvedObject.kind=Pod,involvedObject.name=first,involvedObject.namespace={ns.Name}"));
        Assert.Equal(["event-of-second"], await SelectAsync("events", "reason=Madesecond,type=Normal"));
        Assert.Empty(await SelectAsync("events", "involvedObject.kind=ConfigMap,reason=Madesecond"));
    }

    [ContractFact]
    public async Task Field_status_phase_selects_namespaces()
    {
        var list = (await ns.Api.GetAsync($"api/v1/namespaces?fieldSelector=status.phase%3DActive,metadata.name%3D{ns.Name}")).Expect(200);

        Assert.Equal([ns.Name], list.Names);
    }

    [ContractFact]
    public async Task Field_that_is_not_supported_answers_400()
    {
        var lease = (await ns.ListAsync(Objects.Leases, "fieldSelector=spec.holderIdentity%3Da")).ExpectFailure(400, "BadRequest");
        var pod = (await ns.ListAsync("pods", "fieldSelector=spec.hostname%3Da")).ExpectFailure(400, "BadRequest");

        Assert.Equal("\"spec.holderIdentity\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\"", lease.Message);
        Assert.Equal("field label not supported: spec.hostname", pod.Message);
    }

    [ContractFact]
    public async Task Selector_that_cannot_be_parsed_answers_400()
    {
        var refused = (await ns.ListAsync(Objects.Leases, "fieldSelector=x")).ExpectFailure(400, "BadRequest");

        Assert.Equal("invalid selector: 'x'; can't understand 'x'", refused.Message);
    }
}
