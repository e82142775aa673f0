namespace Allocator.Manifests;

public sealed class KindRulesTests
{
    [Theory]
    [InlineData("apps/v1", "Deploymnet", "the server does not serve apps/v1 Deploymnet; did you mean Deployment?")]
    [InlineData("v1", "Deployment", "the server does not serve v1 Deployment; check apiVersion and kind")]
    [InlineData("acme.com/v1", "Zebra", "its custom resource definition is installed")]
    [InlineData("v1", "Namespace", "v1 Namespace is cluster-scoped")]
    [InlineData("rbac.authorization.k8s.io/v1", "ClusterRole", "is cluster-scoped")]
    [InlineData("rbac.authorization.k8s.io/v1", "Role", "add 'Role.rbac.authorization.k8s.io' to the option AllowedKinds")]
    [InlineData("example.com/v1", "Widget", "add 'Widget.example.com' to the option AllowedKinds")]
    public async Task Check_kind_that_templates_may_not_use_says_why(string apiVersion, string kind, string problem)
    {
        var refused = await Prepared.RefusedAsync(Prepared.Object(apiVersion, kind));

        Assert.Contains(problem, refused, StringComparison.Ordinal);
        Assert.StartsWith($"line 1, column 1 of the output: {kind} 'db-0a1b2c3d': ", refused, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_kind_of_the_option_is_allowed()
    {
        var scope = Prepared.Scope with { AllowedKinds = ["Widget.example.com"] };

        var widget = await Prepared.SingleAsync(Prepared.Object("example.com/v1", "Widget", "spec: {template: {metadata: {}}}"), scope);

        Assert.Equal("db-0a1b2c3d", widget.StringAt("metadata", "labels", Labels.Instance));
        Assert.Equal("{}", widget.NodeAt("spec", "template", "metadata")!.ToJsonString());
    }
}
