namespace Allocator.Manifests;

public sealed class MetadataRulesTests
{
    [Theory]
    [InlineData("ownerReferences: [{name: x}]", "metadata.ownerReferences may not be set")]
    [InlineData("finalizers: [x/y]", "metadata.finalizers may not be set: they would keep the instance from being deleted")]
    [InlineData("uid: x", "metadata.uid may not be set")]
    [InlineData("resourceVersion: '1'", "metadata.resourceVersion may not be set")]
    [InlineData("labels: {version: 1.5}", "metadata.labels['version'] must be a string, not 1.5; put it in quotes")]
    [InlineData("annotations: {on: true}", "metadata.annotations['true'] must be a string, not true")]
    [InlineData("labels: {a: null}", "metadata.labels['a'] must be a string, not null")]
    [InlineData("labels: [a]", "metadata.labels must be an object")]
    [InlineData("labels: {allocator.dev/owner: x}", "metadata.labels['allocator.dev/owner']: allocator.dev is for Allocator itself")]
    [InlineData("labels: {connection.allocator.dev/x: x}", "allocator.dev is for Allocator itself")]
    [InlineData("annotations: {x.allocator.dev/y: x}", "allocator.dev is for Allocator itself")]
    public async Task Check_metadata_that_is_not_the_templates_is_refused(string metadata, string problem)
    {
        var plain = Prepared.Object("v1", "ConfigMap", metadata: ", " + metadata);
        Assert.Contains(problem, await Prepared.RefusedAsync(plain), StringComparison.Ordinal);

        var template = Prepared.Object("batch/v1", "CronJob", $"spec: {{jobTemplate: {{spec: {{template: {{metadata: {{{metadata}}}}}}}}}}}");
        Assert.Contains(Nested("spec.jobTemplate.spec.template.", problem), await Prepared.RefusedAsync(template), StringComparison.Ordinal);

        var claims = $"[{{metadata: {{name: a}}}}, {{metadata: {{{metadata}}}}}]";
        var claim = Prepared.Object("apps/v1", "StatefulSet", $"spec: {{volumeClaimTemplates: {claims}}}");
        Assert.Contains(Nested("spec.volumeClaimTemplates[1].", problem), await Prepared.RefusedAsync(claim), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_connection_annotation_and_what_kubectl_prints_empty_is_taken()
    {
        var prepared = await Prepared.SingleAsync(Prepared.Object(
            "v1",
            "ConfigMap",
            metadata: ", creationTimestamp: null, labels: , finalizers: [], "
                + "annotations: {connection.allocator.dev/main: 'host={host}', allocator.device: x}"));

        Assert.Equal("host={host}", prepared.StringAt("metadata", "annotations", "connection.allocator.dev/main"));
        Assert.Equal("db", prepared.StringAt("metadata", "labels", Labels.Service));
    }

    private static string Nested(string path, string problem) => problem.StartsWith("metadata", StringComparison.Ordinal) ? path + problem : path;
}
