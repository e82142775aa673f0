using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>What is not supported is refused with 501, and only then.</summary>
public sealed class UnsupportedFeaturesTests
{
    private readonly ObjectOperations _operations = new(new ObjectStore(), new KindCatalog(BuiltInKinds.All), new Testing.ManualTimeProvider());

    [Theory]
    [InlineData("""{"hostNetwork": true}""", "spec.hostNetwork")]
    [InlineData("""{"hostPID": true}""", "spec.hostPID")]
    [InlineData("""{"hostIPC": true}""", "spec.hostIPC")]
    [InlineData("""{"shareProcessNamespace": true}""", "spec.shareProcessNamespace")]
    [InlineData("""{"hostAliases": [{"ip": "10.0.0.1", "hostnames": ["a"]}]}""", "spec.hostAliases")]
    [InlineData("""{"dnsConfig": {"nameservers": ["10.0.0.1"]}}""", "spec.dnsConfig")]
    [InlineData("""{"affinity": {"podAffinity": {}}}""", "spec.affinity")]
    [InlineData("""{"topologySpreadConstraints": [{"maxSkew": 1, "topologyKey": "a"}]}""", "spec.topologySpreadConstraints")]
    [InlineData("""{"readinessGates": [{"conditionType": "a"}]}""", "spec.readinessGates")]
    [InlineData("""{"runtimeClassName": "a"}""", "spec.runtimeClassName")]
    [InlineData("""{"schedulerName": "mine"}""", "spec.schedulerName")]
    [InlineData("""{"setHostnameAsFQDN": true}""", "spec.setHostnameAsFQDN")]
    [InlineData("""{"volumes": [{"name": "a", "hostPath": {"path": "/x"}}]}""", "spec.volumes[0].hostPath")]
    [InlineData("""{"volumes": [{"name": "a"}, {"name": "b", "nfs": {"server": "s", "path": "/x"}}]}""", "spec.volumes[1].nfs")]
    [InlineData("""{"initContainers": [{"name": "a", "image": "i", "tty": true}]}""", "spec.initContainers[0].tty")]
    public void Create_pod_is_refused(string spec, string feature) => AssertRefused(Pod(spec), feature);

    [Theory]
    [InlineData("""{"lifecycle": {"preStop": {"exec": {"command": ["a"]}}}}""", "spec.containers[0].lifecycle")]
    [InlineData("""{"stdin": true}""", "spec.containers[0].stdin")]
    [InlineData("""{"volumeDevices": [{"name": "a", "devicePath": "/a"}]}""", "spec.containers[0].volumeDevices")]
    [InlineData("""{"volumeMounts": [{"name": "v", "mountPath": "/a", "subPathExpr": "b"}]}""", "spec.containers[0].volumeMounts[0].subPathExpr")]
    [InlineData("""{"volumeMounts": [{"name": "v", "mountPath": "/a", "mountPropagation": "HostToContainer"}]}""", "spec.containers[0].volumeMounts[0].mountPropagation")]
    [InlineData("""{"ports": [{"containerPort": 80, "hostPort": 80}]}""", "spec.containers[0].ports[0].hostPort")]
    public void Create_container_is_refused(string container, string feature)
    {
        var pod = Pod("""{"volumes": [{"name": "v"}]}""");
        foreach (var (name, value) in JsonNode.Parse(container)!.AsObject())
            pod["spec"]!["containers"]![0]![name] = value!.DeepClone();

        AssertRefused(pod, feature);
    }

    [Theory]
    [InlineData("Service", "v1", """{"type": "NodePort", "ports": [{"port": 80}]}""", "spec.type")]
    [InlineData("Service", "v1", """{"type": "LoadBalancer", "ports": [{"port": 80}]}""", "spec.type")]
    [InlineData("Service", "v1", """{"externalIPs": ["10.0.0.1"], "ports": [{"port": 80}]}""", "spec.externalIPs")]
    [InlineData("Service", "v1", """{"sessionAffinity": "ClientIP", "ports": [{"port": 80}]}""", "spec.sessionAffinity")]
    [InlineData("ResourceQuota", "v1", """{"scopes": ["Terminating"]}""", "spec.scopes")]
    public void Create_other_kind_is_refused(string kind, string apiVersion, string spec, string feature) =>
        AssertRefused(new JsonObject { ["apiVersion"] = apiVersion, ["kind"] = kind, ["metadata"] = Named(), ["spec"] = JsonNode.Parse(spec) }, feature);

    [Theory]
    [InlineData("""{"selector": {}}""", "spec.selector")]
    [InlineData("""{"volumeMode": "Block"}""", "spec.volumeMode")]
    [InlineData("""{"dataSource": {"kind": "PersistentVolumeClaim", "name": "a"}}""", "spec.dataSource")]
    public void Create_claim_is_refused(string spec, string feature)
    {
        var claim = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "PersistentVolumeClaim", ["metadata"] = Named(), ["spec"] = JsonNode.Parse(spec) };
        claim["spec"]!["accessModes"] = new JsonArray("ReadWriteOnce");
        claim["spec"]!["resources"] = new JsonObject { ["requests"] = new JsonObject { ["storage"] = "1" } };

        AssertRefused(claim, feature);
    }

    [Theory]
    [InlineData("""{"ttlSecondsAfterFinished": 5}""", "spec.ttlSecondsAfterFinished")]
    public void Create_job_is_refused(string spec, string feature)
    {
        var job = new JsonObject { ["apiVersion"] = "batch/v1", ["kind"] = "Job", ["metadata"] = Named(), ["spec"] = JsonNode.Parse(spec) };
        job["spec"]!["template"] = new JsonObject { ["spec"] = Pod("""{"restartPolicy": "Never"}""")["spec"]!.DeepClone() };

        AssertRefused(job, feature);
    }

    [Fact]
    public void Create_template_is_refused()
    {
        var set = new JsonObject { ["apiVersion"] = "apps/v1", ["kind"] = "StatefulSet", ["metadata"] = Named() };
        set["spec"] = JsonNode.Parse("""{"selector": {"matchLabels": {"a": "b"}}, "template": {"metadata": {"labels": {"a": "b"}}}}""");
        set["spec"]!["template"]!["spec"] = Pod("""{"hostNetwork": true}""")["spec"]!.DeepClone();

        AssertRefused(set, "spec.template.spec.hostNetwork");
    }

    [Theory]
    [InlineData("""{"hostNetwork": false, "shareProcessNamespace": false, "affinity": {}, "hostAliases": []}""")]
    [InlineData("""{"securityContext": {"runAsUser": 5}, "imagePullSecrets": [{"name": "a"}], "tolerations": [{"operator": "Exists"}], "nodeName": "n"}""")]
    [InlineData("""{"priorityClassName": "a", "preemptionPolicy": "Never", "hostname": "h", "subdomain": "s"}""")]
    public void Create_what_asks_for_nothing_more_is_accepted(string spec)
    {
        var pod = _operations.Create(_operations.Kinds.Of(ResourceTypes.Pods), "n", Pod(spec), WriteContext.System);

        Assert.Equal("Pending", pod.Json.Member("status").Text("phase"));
    }

    [Fact]
    public void Create_wrong_and_unsupported_is_told_what_is_wrong()
    {
        var refusal = Assert.Throws<ApiException>(() => Create(Pod("""{"hostNetwork": true, "hostname": "_"}""")));

        Assert.Equal(422, refusal.Code);
    }

    private void AssertRefused(JsonObject obj, string feature)
    {
        var refusal = Assert.Throws<ApiException>(() => Create(obj));

        Assert.Equal(501, refusal.Code);
        Assert.Equal($"{feature} is not supported by the embedded cluster", refusal.Message);
    }

    private StoredObject Create(JsonObject obj) =>
        _operations.Create(_operations.Kinds.FindByKind(obj.Text("apiVersion")!, obj.Text("kind")!)!, "n", obj, WriteContext.System);

    private static JsonObject Named() => new() { ["name"] = "one" };

    private static JsonObject Pod(string spec)
    {
        var pod = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Pod", ["metadata"] = Named(), ["spec"] = JsonNode.Parse(spec) };
        pod["spec"]!["containers"] = new JsonArray(new JsonObject { ["name"] = "main", ["image"] = "busybox" });
        return pod;
    }
}
