using System.Text.Json.Nodes;

namespace Allocator.Manifests;

public sealed class InstanceLabelsTests
{
    [Theory]
    [InlineData("v1", "Pod", "spec: {}", "metadata")]
    [InlineData("v1", "ConfigMap", "", "metadata")]
    [InlineData("apps/v1", "DaemonSet", "spec: {template: {spec: {}}}", "metadata|spec/template/metadata")]
    [InlineData("apps/v1", "ReplicaSet", "spec: {template: {spec: {}}}", "metadata|spec/template/metadata")]
    [InlineData("v1", "ReplicationController", "spec: {template: {metadata: {labels: {a: b}}}}", "metadata|spec/template/metadata")]
    [InlineData("batch/v1", "Job", "spec: {template: {spec: {}}}", "metadata|spec/template/metadata")]
    [InlineData(
        "batch/v1",
        "CronJob",
        "spec: {jobTemplate: {spec: {template: {spec: {}}}}}",
        "metadata|spec/jobTemplate/metadata|spec/jobTemplate/spec/template/metadata")]
    [InlineData(
        "apps/v1",
        "StatefulSet",
        "spec: {template: {spec: {}}, volumeClaimTemplates: [{metadata: {name: data}}]}",
        "metadata|spec/template/metadata|spec/volumeClaimTemplates/0/metadata")]
    public async Task Add_labels_the_object_and_all_that_is_made_of_it(string apiVersion, string kind, string spec, string paths)
    {
        var prepared = await Prepared.SingleAsync(Prepared.Object(apiVersion, kind, spec));

        Assert.All(paths.Split('|'), path =>
        {
            JsonNode? node = prepared;
            foreach (var step in path.Split('/'))
                node = node is JsonArray array ? array[int.Parse(step, null)] : node?[step];
            Assert.Equal("db", node.StringAt("labels", Labels.Service));
            Assert.Equal("0123456789abcdef0123456789abcdef01234567", node.StringAt("labels", Labels.Owner));
            Assert.Equal("db-0a1b2c3d", node.StringAt("labels", Labels.Instance));
            Assert.Equal("session-1", node.StringAt("labels", Labels.Session));
        });
    }
}
