namespace Allocator;

/// <summary>An instance that is a custom resource, whose controller starts it.</summary>
public sealed class CustomResourceTests(ClusterFixture cluster)
{
    private const string Service = "life-widget";

    [ClusterFact]
    public async Task Create_custom_resource_waits_for_its_condition_serves_and_leaves_nothing()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var widgets = new Widgets(cluster);
        await widgets.InstallAsync();
        await using var allocator = cluster.Allocate(Service, TemplateOf(widgets), options => options.AllowedKinds.Add($"Widget.{widgets.Group}"));

        var creating = allocator.CreateAsync(cancellationToken: cancellationToken);
        var widget = await widgets.FindAsync(Service);
        await widgets.StartAsync(widget);
        Assert.False(creating.IsCompleted);
        await widgets.SetReadyAsync(widget["metadata"]!["name"]!.GetValue<string>());
        await using var handle = await creating;

        await using (var endpoint = await handle.ConnectAsync(7000, cancellationToken))
            Assert.Equal("over the wire", await Echo.ExchangeAsync(endpoint, "over the wire"));
        Assert.Contains($"Widget/{handle.Name}", await LeftAsync(handle.Name));

        await handle.DestroyAsync(new DestroyOptions { WaitUntilGone = true }, cancellationToken);

        Assert.Empty(await LeftAsync(handle.Name));
    }

    [ClusterFact]
    public async Task Create_custom_resource_that_is_not_allowed_names_the_option_and_creates_nothing()
    {
        await using var allocator = cluster.Allocate("life-secret-store", """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: Role
            metadata:
              name: {{ .Name }}
            """);

        var refusal = await Assert.ThrowsAsync<TemplateException>(() => allocator.CreateAsync(cancellationToken: TestContext.Current.CancellationToken));

        Assert.Contains("'Role.rbac.authorization.k8s.io' to the option AllowedKinds", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(await LeftAsync("life-secret-store"));
    }

    private Task<IReadOnlyList<string>> LeftAsync(string name) => cluster.Leftovers.OfInstanceAsync(cluster.Namespace, name);

    private static string TemplateOf(Widgets widgets) => $$$"""
        apiVersion: {{{widgets.Group}}}/v1
        kind: Widget
        metadata:
          name: {{ .Name }}
        spec:
          size: 3
        """;
}
