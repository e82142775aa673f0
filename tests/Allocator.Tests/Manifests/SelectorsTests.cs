using System.Text.Json.Nodes;

namespace Allocator.Manifests;

public sealed class SelectorsTests
{
    private const string Ours = "\"allocator.dev/instance\":\"db-0a1b2c3d\"";

    [Theory]
    [InlineData("", "{app: a}", $$$"""{"matchLabels":{"app":"a",{{{Ours}}}}}""")]
    [InlineData("", "", $$$"""{"matchLabels":{{{{Ours}}}}}""")]
    [InlineData("  selector: {matchLabels: {app: a}}", "{app: a, b: c}", $$$"""{"matchLabels":{"app":"a",{{{Ours}}}}}""")]
    [InlineData(
        "  selector: {matchExpressions: [{key: app, operator: In, values: [a, b]}]}",
        "{app: a}",
        $$$"""{"matchExpressions":[{"key":"app","operator":"In","values":["a","b"]}],"matchLabels":{{{{Ours}}}}}""")]
    public async Task Complete_workload_selects_only_the_instance(string selector, string labels, string expected)
    {
        var prepared = await Prepared.SingleAsync(Prepared.Deployment(selector, labels: labels));

        Assert.Equal(expected, prepared.NodeAt("spec", "selector")!.ToJsonString());
    }

    [Theory]
    [InlineData("{matchLabels: {app: b}}", "app=b")]
    [InlineData("{matchLabels: {tier: x}}", "tier=x")]
    [InlineData("{matchExpressions: [{key: app, operator: NotIn, values: [a]}]}", "app NotIn a")]
    [InlineData("{matchExpressions: [{key: tier, operator: Exists}]}", "tier Exists")]
    [InlineData("{matchExpressions: [{key: app, operator: DoesNotExist}]}", "app DoesNotExist")]
    public async Task Complete_workload_whose_selector_contradicts_its_pods_is_refused(string selector, string mismatch) =>
        Assert.Contains(
            $"its selector asks for pods with {mismatch}, but its own pod template's labels",
            await Prepared.RefusedAsync(Prepared.Deployment($"  selector: {selector}")),
            StringComparison.Ordinal);

    [Fact]
    public async Task Complete_controller_with_a_selector()
    {
        const string Template = "template: {metadata: {labels: {app: a}}}";

        var with = await Prepared.SingleAsync(Prepared.Object("v1", "ReplicationController", $"spec: {{selector: {{app: a}}, {Template}}}"));
        var without = await Prepared.SingleAsync(Prepared.Object("v1", "ReplicationController", $"spec: {{{Template}}}"));
        var wrong = await Prepared.RefusedAsync(Prepared.Object("v1", "ReplicationController", $"spec: {{selector: {{app: b}}, {Template}}}"));

        Assert.Equal($$$"""{"app":"a",{{{Ours}}}}""", with.NodeAt("spec", "selector")!.ToJsonString());
        Assert.Null(without.NodeAt("spec", "selector"));
        Assert.Contains("asks for pods with app=b", wrong, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("v1", "Service", "spec: {selector: {app: a}}", "selector", $$$"""{"app":"a",{{{Ours}}}}""")]
    [InlineData("policy/v1", "PodDisruptionBudget", "spec: {selector: {}}", "selector", $$$"""{"matchLabels":{{{{Ours}}}}}""")]
    [InlineData("networking.k8s.io/v1", "NetworkPolicy", "spec: {podSelector: {}}", "podSelector", $$$"""{"matchLabels":{{{{Ours}}}}}""")]
    [InlineData("networking.k8s.io/v1", "NetworkPolicy", "spec: {ingress: []}", "podSelector", $$$"""{"matchLabels":{{{{Ours}}}}}""")]
    public async Task Complete_what_selects_pods_of_others(string apiVersion, string kind, string spec, string field, string expected)
    {
        var prepared = await Prepared.FromAsync($"{Prepared.Deployment()}\n---\n{Prepared.Object(apiVersion, kind, spec)}");

        Assert.Equal(expected, prepared.Objects[1].Object.NodeAt("spec", field)!.ToJsonString());
        Assert.Empty(prepared.Warnings);
    }

    [Theory]
    [InlineData("v1", "Service", "spec: {type: ExternalName, externalName: a.b}")]
    [InlineData("v1", "Service", "spec: {selector: {}}")]
    [InlineData("policy/v1", "PodDisruptionBudget", "spec: {maxUnavailable: 1}")]
    [InlineData("batch/v1", "Job", "spec: {manualSelector: true, selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}}}")]
    public async Task Complete_leaves_what_selects_nothing_and_jobs(string apiVersion, string kind, string spec)
    {
        var before = Rendered.Object(Prepared.Object(apiVersion, kind, spec)).NodeAt("spec", "selector")?.ToJsonString();

        Assert.Equal(before, (await Prepared.SingleAsync(Prepared.Object(apiVersion, kind, spec))).NodeAt("spec", "selector")?.ToJsonString());
    }

    [Fact]
    public async Task Complete_service_that_selects_no_pod_of_the_template_warns()
    {
        var prepared = await Prepared.FromAsync($"{Prepared.Deployment()}\n---\n{Prepared.Object("v1", "Service", "spec: {selector: {app: b}}")}");

        Assert.Equal("Service 'db-0a1b2c3d': its selector selects none of the template's pods", Assert.Single(prepared.Warnings));
    }

    [Theory]
    [InlineData("db-0a1b2c3d", """{"app":"db-0a1b2c3d"}""")]
    [InlineData("db", $$$"""{"app":"db",{{{Ours}}}}""")]
    public async Task Complete_service_for_pods_of_a_custom_resource_is_left_if_it_names_the_instance(string app, string expected)
    {
        var scope = Prepared.Scope with { AllowedKinds = ["Widget.example.com"] };
        var service = Prepared.Object("v1", "Service", $"spec: {{selector: {{app: {app}}}}}");

        var prepared = await Prepared.FromAsync($"{Prepared.Object("example.com/v1", "Widget")}\n---\n{service}", scope);

        Assert.Equal(expected, prepared.Objects[1].Object.NodeAt("spec", "selector")!.ToJsonString());
    }

    [Fact]
    public async Task Complete_leaves_affinity_alone()
    {
        const string Affinity =
            ", affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{labelSelector: {matchLabels: {app: a}}}]}}";

        var prepared = await Prepared.SingleAsync(Prepared.Deployment(pod: Affinity));

        var terms = prepared.NodeAt("spec", "template", "spec", "affinity", "podAntiAffinity", "requiredDuringSchedulingIgnoredDuringExecution");
        Assert.Equal("""[{"labelSelector":{"matchLabels":{"app":"a"}}}]""", Assert.IsType<JsonArray>(terms).ToJsonString());
    }
}
