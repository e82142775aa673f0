using System.Text.Json.Nodes;

namespace Allocator.Manifests;

public sealed class DefaultsForPodsTests
{
    private static readonly InstanceScope s_scope = Prepared.Scope with
    {
        PodDefaults = new PodDefaults
        {
            ImagePullSecrets = ["pull"],
            ServiceAccount = "runner",
            Requests = new Dictionary<string, string> { ["cpu"] = "50m", ["memory"] = "64Mi" },
            Limits = new Dictionary<string, string> { ["memory"] = "256Mi" },
            NodeSelector = new Dictionary<string, string> { ["pool"] = "tests", ["kubernetes.io/arch"] = "amd64" },
            Tolerations = [new PodToleration { Key = "tests", Operator = "Exists", Effect = "NoSchedule" }],
            Labels = new Dictionary<string, string> { ["team"] = "platform" },
        },
    };

    [Fact]
    public async Task Add_a_template_without_any_gets_all()
    {
        var prepared = await Prepared.SingleAsync(Prepared.Deployment(pod: ", initContainers: [{name: b, image: b}]"), s_scope);

        Expect(
            """
            {
              "containers": [{"name": "a", "image": "a", "resources": {"requests": {"cpu": "50m", "memory": "64Mi"}, "limits": {"memory": "256Mi"}}}],
              "initContainers": [{"name": "b", "image": "b", "resources": {"requests": {"cpu": "50m", "memory": "64Mi"}, "limits": {"memory": "256Mi"}}}],
              "imagePullSecrets": [{"name": "pull"}],
              "serviceAccountName": "runner",
              "tolerations": [{"key": "tests", "operator": "Exists", "effect": "NoSchedule"}],
              "nodeSelector": {"pool": "tests", "kubernetes.io/arch": "amd64"}
            }
            """,
            prepared.ObjectAt("spec", "template", "spec"));
        Assert.Equal("platform", prepared.StringAt("metadata", "labels", "team"));
        Assert.Equal("platform", prepared.StringAt("spec", "template", "metadata", "labels", "team"));
    }

    [Fact]
    public async Task Add_what_the_template_has_stays()
    {
        const string Spec = ", imagePullSecrets: [{name: mine}], serviceAccountName: own, tolerations: [], nodeSelector: {pool: mine}"
            + ", initContainers: [{name: b, image: b, resources: {limits: {memory: 32Mi}}}]";
        var prepared = await Prepared.SingleAsync(Prepared.Deployment(pod: Spec, labels: "{app: a, team: mine}"), s_scope);

        var pod = prepared.ObjectAt("spec", "template", "spec");
        Expect("""[{"name": "mine"}]""", pod.NodeAt("imagePullSecrets"));
        Assert.Equal("own", pod.StringAt("serviceAccountName"));
        Expect("[]", pod.NodeAt("tolerations"));
        Expect("""{"pool": "mine", "kubernetes.io/arch": "amd64"}""", pod.NodeAt("nodeSelector"));
        // A request of more memory than the template's limit would be refused.
        Expect("""{"limits": {"memory": "32Mi"}, "requests": {"cpu": "50m"}}""", pod.ObjectsAt("initContainers").Single().NodeAt("resources"));
        Assert.Equal("mine", prepared.StringAt("spec", "template", "metadata", "labels", "team"));
    }

    [Fact]
    public async Task Add_none_changes_nothing()
    {
        var prepared = await Prepared.SingleAsync(Prepared.Deployment());

        Expect("""{"containers": [{"name": "a", "image": "a"}]}""", prepared.ObjectAt("spec", "template", "spec"));
    }

    [Fact]
    public void Problems_names_what_is_no_quantity_and_the_allocators_own_labels()
    {
        var defaults = new PodDefaults
        {
            Requests = new Dictionary<string, string> { ["cpu"] = "half" },
            Labels = new Dictionary<string, string> { ["allocator.dev/owner"] = "me", ["team"] = "us" },
        };

        Assert.Equal(
            ["Requests:cpu must be a quantity such as 100m or 256Mi, but is 'half'.", "Labels:allocator.dev/owner: labels of the domain allocator.dev are the allocator's own."],
            DefaultsForPods.Problems(defaults));
    }

    private static void Expect(string json, JsonNode? actual) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(json), actual), $"expected {json}, but got {actual?.ToJsonString()}");
}
