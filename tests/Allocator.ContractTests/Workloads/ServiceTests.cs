using System.Net;
using System.Text.Json.Nodes;

namespace Allocator.Contract;

public sealed class ServiceTests(ContractNamespace ns) : IClassFixture<ContractNamespace>
{
    [ContractFact]
    public async Task Service_gets_an_address_and_defaults()
    {
        var spec = (await ns.CreateAsync(Service("defaults", """{"ports": [{"port": 80}]}""")))["spec"];

        Assert.True(IPAddress.TryParse(spec.Text("clusterIP"), out _), spec!.ToJsonString());
        Assert.Equal(("ClusterIP", "None"), (spec.Text("type"), spec.Text("sessionAffinity")));
        Assert.Equal((80, "TCP"), (spec.Read<int>("ports.0.targetPort"), spec.Text("ports.0.protocol")));
    }

    [ContractFact]
    public async Task Service_without_an_address_is_headless()
    {
        var service = await ns.CreateAsync(Service("headless", """{"clusterIP": "None", "ports": [{"port": 80}]}"""));

        Assert.Equal("None", service.Text("spec.clusterIP"));
    }

    [ContractFact]
    public async Task Service_of_an_external_name_has_no_address()
    {
        var service = await ns.CreateAsync(Service("external", """{"type": "ExternalName", "externalName": "db.example.com"}"""));

        Assert.Equal(("db.example.com", ""), (service.Text("spec.externalName"), service.Text("spec.clusterIP")));
    }

    [ContractFact]
    public async Task Service_without_ports_is_invalid()
    {
        var answer = await ns.PostAsync(Service("portless", "{}"));

        answer.ExpectFailure(422, "Invalid");
        Assert.Equal("Service \"portless\" is invalid: spec.ports: Required value", answer.Message);
    }

    [ContractFact]
    public async Task Service_whose_ports_have_no_names_is_invalid_if_they_are_several()
    {
        var answer = await ns.PostAsync(Service("nameless", """{"ports": [{"port": 80}, {"port": 81}]}"""));

        answer.ExpectFailure(422, "Invalid");
        Assert.Contains("spec.ports[0].name: Required value", answer.Message, StringComparison.Ordinal);
    }

    [ContractFact]
    public async Task Services_address_is_kept_for_its_life()
    {
        var service = await ns.CreateAsync(Service("kept", """{"ports": [{"port": 80}]}"""));

        var changed = await ns.MergePatchAsync("services", "kept", """{"spec": {"ports": [{"port": 81}]}}""");
        Assert.Equal(service.Text("spec.clusterIP"), changed.Text("spec.clusterIP"));
        var refused = await ns.Api.MergePatchAsync(ns.Path("services", "kept"), JsonNode.Parse("""{"spec": {"clusterIP": "10.96.99.99"}}""")!);
        refused.ExpectFailure(422, "Invalid");
        Assert.Equal(
            "Service \"kept\" is invalid: spec.clusterIPs[0]: Invalid value: []string{\"10.96.99.99\"}: may not change once set", refused.Message);
    }

    [ContractFact]
    public async Task Endpoints_of_a_service_follow_the_readiness_of_its_pods()
    {
        await ns.CreateAsync(Service("follow", """{"selector": {"app": "follow"}, "ports": [{"name": "web", "port": 80, "targetPort": 8080}]}"""));
        var empty = await ns.UntilAsync("endpoints", "follow", _ => true);
        Assert.Null(empty.Node("subsets"));
        await ns.CreateAsync(Build.Pod("follow", "sleep 600", """
            {"readinessProbe": {"exec": {"command": ["cat", "/tmp/up"]}, "periodSeconds": 1, "timeoutSeconds": 30}, "volumeMounts": [{"name": "tmp", "mountPath": "/tmp"}]}
            """, """{"volumes": [{"name": "tmp", "emptyDir": {}}]}""", """{"labels": {"app": "follow"}}"""));

        var unready = await ns.UntilAsync("endpoints", "follow", now => now.Node("subsets.0.notReadyAddresses.0") is not null);
        Assert.Null(unready.Node("subsets.0.addresses"));
        await ns.UntilPodAsync("follow", now => now.Container().Read<bool>("started"));
        (await ns.ExecAsync("follow", "echo > /tmp/up")).EnsureSuccess();
        var ready = await ns.UntilAsync("endpoints", "follow", now => now.Node("subsets.0.addresses.0") is not null);

        Assert.Null(ready.Node("subsets.0.notReadyAddresses"));
        var pod = await ns.GetAsync("pods", "follow");
        var address = ready.Node("subsets.0.addresses.0");
        Assert.Equal(
            (pod.Text("status.podIP"), pod.Text("spec.nodeName"), "Pod", "follow", pod.Uid()),
            (address.Text("ip"), address.Text("nodeName"), address.Text("targetRef.kind"), address.Text("targetRef.name"), address.Text("targetRef.uid")));
        var port = ready.Node("subsets.0.ports.0");
        Assert.Equal(("web", 8080, "TCP"), (port.Text("name"), port.Read<int>("port"), port.Text("protocol")));

        await ns.DeleteAsync("pods", "follow");
        await ns.UntilAsync("endpoints", "follow", now => now.Node("subsets") is null);
    }

    [ContractFact]
    public async Task Endpoints_resolve_a_port_by_its_name_in_the_pod()
    {
        await ns.CreateAsync(Service("named", """{"selector": {"app": "named"}, "ports": [{"port": 70, "targetPort": "echo"}]}"""));
        await ns.CreateAsync(Build.Pod(
            "named", "sleep 600", """{"ports": [{"name": "echo", "containerPort": 7}]}""", metadata: """{"labels": {"app": "named"}}"""));

        var endpoints = await ns.UntilAsync("endpoints", "named", now => now.Node("subsets.0.addresses.0") is not null);

        Assert.Equal(7, endpoints.Read<int>("subsets.0.ports.0.port"));
    }

    [ContractFact]
    public async Task Endpoints_are_not_made_for_a_service_without_a_selector_and_go_with_their_service()
    {
        await ns.CreateAsync(Service("own", """{"ports": [{"port": 80}]}"""));
        await ns.CreateAsync(Service("selects", """{"selector": {"app": "nobody"}, "ports": [{"port": 80}]}"""));

        await ns.UntilAsync("endpoints", "selects", _ => true);
        (await ns.Api.GetAsync(ns.Path("endpoints", "own"))).ExpectFailure(404, "NotFound");
        await ns.DeleteAsync("services", "selects");
        await ns.UntilGoneAsync("endpoints", "selects");
    }

    [ContractFact]
    public async Task Service_account_default_is_made_anew_when_it_is_deleted()
    {
        var before = await ns.GetAsync("serviceaccounts", "default");

        await ns.DeleteAsync("serviceaccounts", "default");

        await ns.UntilAsync("serviceaccounts", "default", now => now.Uid() != before.Uid());
    }

    private static JsonObject Service(string name, string spec) => Build.Object("v1", "Service", name, $$"""{"spec": {{spec}}}""");
}
