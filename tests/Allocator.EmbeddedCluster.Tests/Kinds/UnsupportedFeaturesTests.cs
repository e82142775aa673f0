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
    [InlineData("""{"topologySpreadConstraints": [{"maxSkew": 1, "topologyKey": "a", "whenUnsatisfiable": "DoNotSchedule"}]}""", "spec.topologySpreadConstraints")]
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
    [InlineData("""{"volumeMounts": [{"name": "v", "mountPath": "/a", "subPathExpr": "$(A)"}]}""", "spec.containers[0].volumeMounts[0].subPathExpr")]
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
    [InlineData("PersistentVolumeClaim", "v1", """{"selector": {}, "accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "1"}}}""", "spec.selector")]
    [InlineData("PersistentVolumeClaim", "v1", """{"volumeMode": "Block", "accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "1"}}}""", "spec.volumeMode")]
    [InlineData("PersistentVolumeClaim", "v1", """{"dataSource": {"kind": "PersistentVolumeClaim", "name": "a"}, "accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "1"}}}""", "spec.dataSource")]
    [InlineData("ResourceQuota", "v1", """{"scopes": ["Terminating"]}""", "spec.scopes")]
    [InlineData("Job", "batch/v1", """{"ttlSecondsAfterFinished": 5, "template": {"spec": {"restartPolicy": "Never", "containers": [{"name": "a", "image": "i"}]}}}""", "spec.ttlSecondsAfterFinished")]
    [InlineData("StatefulSet", "apps/v1", """{"selector": {"matchLabels": {"a": "b"}}, "template": {"metadata": {"labels": {"a": "b"}}, "spec": {"hostNetwork": true}}}""", "spec.template.spec.hostNetwork")]
    public void Create_other_kind_is_refused(string kind, string apiVersion, string spec, string feature) =>
        AssertRefused(new JsonObject { ["apiVersion"] = apiVersion, ["kind"] = kind, ["metadata"] = Named(), ["spec"] = JsonNode.Parse(spec) }, feature);

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
