namespace Allocator;

/// <summary>The check of a template by the API server's dry run: it finds what Create would, and creates nothing.</summary>
public sealed class ValidateTests(ClusterFixture cluster)
{
    [ClusterFact]
    public async Task Validate_template_with_service_account_and_bare_pod_passes()
    {
        await using var allocator = cluster.Allocate("valid", """
            apiVersion: v1
            kind: ServiceAccount
            metadata:
              name: {{ .Name }}
            ---
            apiVersion: v1
            kind: Pod
            metadata:
              name: {{ .Name }}
            spec:
              serviceAccountName: {{ .Name }}
              containers:
              - name: main
                image: registry.local/busybox:1.35
            """);

        await allocator.ValidateAsync(cancellationToken: TestContext.Current.CancellationToken);

        Assert.Empty(await cluster.Leftovers.InNamespaceAsync(cluster.Namespace, "allocator.dev/service=valid"));
    }

    [ClusterFact]
    public async Task Validate_misspelt_field_is_named_with_what_was_meant()
    {
        var template = Workloads.Deployment("sleep 9").Replace("terminationGracePeriodSeconds", "terminationGracePeriodSecond", StringComparison.Ordinal)
            .Replace("PeriodSecond: 0", "PeriodSecond: 3", StringComparison.Ordinal);
        await using var allocator = cluster.Allocate("misspelt", template);

        var refused = await Assert.ThrowsAsync<TemplateException>(() => allocator.ValidateAsync(cancellationToken: TestContext.Current.CancellationToken));

        Assert.Contains("terminationGracePeriodSecond", refused.Message, StringComparison.Ordinal);
        Assert.Contains("did you mean terminationGracePeriodSeconds?", refused.Message, StringComparison.Ordinal);
        Assert.Empty(await cluster.Leftovers.InNamespaceAsync(cluster.Namespace, "allocator.dev/service=misspelt"));
    }

    [ClusterFact]
    public async Task Validate_invalid_value_names_the_field()
    {
        await using var allocator = cluster.Allocate("invalid", Workloads.Deployment("true", podFields: "restartPolicy: Never"));

        var refused = await Assert.ThrowsAsync<TemplateException>(() => allocator.ValidateAsync(cancellationToken: TestContext.Current.CancellationToken));

        Assert.Contains("spec.template.spec.restartPolicy", refused.Message, StringComparison.Ordinal);
    }
}
