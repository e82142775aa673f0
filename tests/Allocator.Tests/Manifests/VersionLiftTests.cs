namespace Allocator.Manifests;

public sealed class VersionLiftTests
{
    [Theory]
    [InlineData("extensions/v1beta1", "Deployment")]
    [InlineData("extensions/v1beta1", "DaemonSet")]
    [InlineData("extensions/v1beta1", "ReplicaSet")]
    [InlineData("apps/v1beta1", "Deployment")]
    [InlineData("apps/v1beta1", "StatefulSet")]
    [InlineData("apps/v1beta2", "StatefulSet")]
    public async Task LiftAsync_old_workload_becomes_apps_v1(string apiVersion, string kind)
    {
        const string Spec = "spec: {rollbackTo: {revision: 1}, templateGeneration: 2, replicas: 1, template: {metadata: {labels: {a: b}}}}";

        var prepared = await Prepared.FromAsync(Prepared.Object(apiVersion, kind, Spec));

        var lifted = prepared.Objects[0];
        Assert.Equal($"apps/v1 {kind}", lifted.Kind.ToString());
        Assert.Equal("apps/v1", lifted.Object.StringAt("apiVersion"));
        Assert.Equal("b", lifted.Object.StringAt("spec", "selector", "matchLabels", "a"));
        Assert.Equal(["replicas", "template", "selector"], lifted.Object.ObjectAt("spec")!.Select(e => e.Key));
        Assert.Equal(
            $"{kind} 'db-0a1b2c3d': {apiVersion} was lifted to apps/v1 without spec.rollbackTo and spec.templateGeneration, which it no longer has; "
            + "write apps/v1 in the template",
            Assert.Single(prepared.Warnings));
    }

    [Theory]
    [InlineData("extensions/v1beta1")]
    [InlineData("networking.k8s.io/v1beta1")]
    public async Task LiftAsync_old_ingress_gets_new_backends(string apiVersion)
    {
        const string Spec = """
            spec:
              backend: {serviceName: a, servicePort: http}
              rules:
              - host: x
                http:
                  paths:
                  - backend: {serviceName: b, servicePort: 80}
                  - {path: /c, pathType: Exact, backend: {resource: {kind: Bucket, name: c}}}
              - host: z
            """;

        var prepared = await Prepared.SingleAsync(Prepared.Object(apiVersion, "Ingress", Spec));

        Assert.Equal("networking.k8s.io/v1", prepared.StringAt("apiVersion"));
        Assert.Equal(
            Rendered.Canonical("""
                {
                  "rules": [
                    {"host":"x","http":{"paths":[
                      {"backend":{"service":{"name":"b","port":{"number":80}}},"pathType":"ImplementationSpecific"},
                      {"path":"/c","pathType":"Exact","backend":{"resource":{"kind":"Bucket","name":"c"}}}]}},
                    {"host":"z"}],
                  "defaultBackend":{"service":{"name":"a","port":{"name":"http"}}}
                }
                """),
            prepared["spec"]!.ToJsonString());
    }

    [Theory]
    [InlineData("batch/v1beta1", "CronJob", "batch/v1")]
    [InlineData("policy/v1beta1", "PodDisruptionBudget", "policy/v1")]
    [InlineData("autoscaling/v2beta2", "HorizontalPodAutoscaler", "autoscaling/v2")]
    [InlineData("extensions/v1beta1", "NetworkPolicy", "networking.k8s.io/v1")]
    public async Task LiftAsync_to_the_stable_version_only_if_it_is_served(string from, string kind, string to)
    {
        var manifests = ManifestReader.Read(Rendered.Text(Prepared.Object(from, kind)));

        var lifted = await new ManifestPreparer(Kinds.Resolve130).PrepareAsync(manifests, Prepared.Scope, CancellationToken.None);
        var old = await new ManifestPreparer(Kinds.Resolve120).PrepareAsync(manifests, Prepared.Scope, CancellationToken.None);

        Assert.Equal($"{to} {kind}", lifted.Objects[0].Kind.ToString());
        Assert.Contains(lifted.Warnings, w => w.Contains($"{from} was lifted to {to}", StringComparison.Ordinal));
        Assert.Equal(kind == "NetworkPolicy" ? to : from, old.Objects[0].Object.StringAt("apiVersion"));
    }

    [Fact]
    public async Task LiftAsync_old_autoscaler_gets_new_metrics()
    {
        const string Spec = """
            spec:
              metrics:
              - {type: Resource, resource: {name: cpu, targetAverageUtilization: 50}}
              - {type: Pods, pods: {metricName: p, targetAverageValue: 1k, selector: {matchLabels: {a: b}}}}
              - {type: Object, object: {target: {kind: Service, name: s}, metricName: o, targetValue: 2}}
              - {type: External, external: {metricName: e, metricSelector: {}, targetAverageValue: 3}}
            """;

        var prepared = await Prepared.SingleAsync(Prepared.Object("autoscaling/v2beta1", "HorizontalPodAutoscaler", Spec));

        Assert.Equal(
            Rendered.Canonical("""
                [
                  {"type":"Resource","resource":{"name":"cpu","target":{"averageUtilization":50,"type":"Utilization"}}},
                  {"type":"Pods","pods":{"target":{"averageValue":"1k","type":"AverageValue"},"metric":{"name":"p","selector":{"matchLabels":{"a":"b"}}}}},
                  {"type":"Object","object":{"describedObject":{"kind":"Service","name":"s"},"target":{"value":2,"type":"Value"},"metric":{"name":"o"}}},
                  {"type":"External","external":{"target":{"averageValue":3,"type":"AverageValue"},"metric":{"name":"e","selector":{}}}}
                ]
                """),
            prepared.NodeAt("spec", "metrics")!.ToJsonString());
    }

    [Fact]
    public async Task LiftAsync_kind_that_is_not_served_at_all_is_unknown() =>
        Assert.Contains(
            "the server does not serve extensions/v1beta1 PodSecurityPolicy",
            await Prepared.RefusedAsync(Prepared.Object("extensions/v1beta1", "PodSecurityPolicy")),
            StringComparison.Ordinal);
}
