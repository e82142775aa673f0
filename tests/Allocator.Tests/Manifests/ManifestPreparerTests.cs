namespace Allocator.Manifests;

public sealed class ManifestPreparerTests
{
    [Fact]
    public async Task PrepareAsync_classic_template_is_lifted_with_selector_and_disk()
    {
        var scope = Prepared.Scope with { InstanceName = "syncbased-0a1b2c3d", Service = "syncbased" };

        var prepared = await Prepared.FromAsync(Classic.Repaired, scope);

        Assert.True(prepared.UsesDisk);
        Assert.False(prepared.UsesSecret);
        Assert.Equal(["v1 PersistentVolumeClaim", "apps/v1 Deployment"], prepared.Objects.Select(o => o.Kind.ToString()));
        var deployment = prepared.Objects[1].Object;
        Assert.Equal("apps/v1", deployment.StringAt("apiVersion"));
        Assert.Equal(
            """{"application":"syncbased-0a1b2c3d","allocator.dev/instance":"syncbased-0a1b2c3d"}""",
            deployment.NodeAt("spec", "selector", "matchLabels")!.ToJsonString());
        Assert.Equal(
            """[{"name":"data-disk","persistentVolumeClaim":{"claimName":"syncbased-0a1b2c3d"}}]""",
            deployment.NodeAt("spec", "template", "spec", "volumes")!.ToJsonString());
        Assert.Collection(
            prepared.Warnings,
            w => Assert.Contains("extensions/v1beta1 was lifted to apps/v1", w, StringComparison.Ordinal),
            w => Assert.Contains("the gcePersistentDisk 'syncbased-0a1b2c3d' of the volume 'data-disk' is now the claim", w, StringComparison.Ordinal));
    }

    [Fact]
    public async Task PrepareAsync_more_objects_than_allowed_is_refused()
    {
        var many = string.Concat(Enumerable.Range(0, 101)
            .Select(i => $"---\napiVersion: v1\nkind: ConfigMap\nmetadata: {{name: db-0a1b2c3d-{i}}}\n"));

        Assert.Contains("the template renders 101 objects; 100 are the most", await Prepared.RefusedAsync(many), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PrepareAsync_passes_cancellation_on()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        var preparer = new ManifestPreparer((_, _, token) => Task.FromCanceled<ResourceKind>(token));
        var manifests = ManifestReader.Read(Rendered.Text(Prepared.Deployment()));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => preparer.PrepareAsync(manifests, Prepared.Scope, cancelled.Token));
    }
}
