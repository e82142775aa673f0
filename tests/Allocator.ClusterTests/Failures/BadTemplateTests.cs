namespace Allocator;

/// <summary>Templates that are wrong in themselves: each has its own error, with the place where there is one, and nothing is left in the cluster.</summary>
public sealed class BadTemplateTests(ClusterFixture cluster)
{
    [ClusterFact]
    public async Task Create_file_that_has_gone_since_the_start_names_the_path()
    {
        var path = Path.Combine(Path.GetDirectoryName(cluster.Kubeconfig)!, "gone.gotmpl");
        await File.WriteAllTextAsync(path, Workloads.ConfigMap, TestContext.Current.CancellationToken);
        await using var service = new FailingService(cluster, "bad-file", null, options => options.TemplatePath = path);
        File.Delete(path);

        var failure = await service.FailAsync<TemplateException>();

        Assert.Contains(path, failure.Message, StringComparison.Ordinal);
        await service.LeavesNothingAsync();
    }

    [ClusterFact]
    public Task Create_broken_syntax_names_line_and_column() =>
        FailAtAsync("bad-syntax", Workloads.ConfigMap + "\ndata:\n  broken: {{ if }}", 6, "missing value for if");

    [ClusterFact]
    public Task Create_broken_yaml_names_the_line_of_the_template() =>
        FailAtAsync("bad-yaml", "{{/* A comment\nthat is not rendered */ -}}\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: {{ .Name }}", 5, "");

    [ClusterFact]
    public Task Create_unknown_kind_suggests_the_right_one() =>
        FailAtAsync("bad-kind", Workloads.ConfigMap.Replace("ConfigMap", "ConfigMpa", StringComparison.Ordinal), 1, "did you mean ConfigMap?");

    [ClusterFact]
    public Task Create_cluster_scoped_kind_is_refused() => FailAtAsync(
        "bad-scope", ObjectOf("rbac.authorization.k8s.io/v1", "ClusterRole"), 1, "is cluster-scoped");

    [ClusterFact]
    public Task Create_kind_that_is_not_allowed_names_the_option() => FailAtAsync(
        "bad-role", ObjectOf("rbac.authorization.k8s.io/v1", "RoleBinding"), 1, "add 'RoleBinding.rbac.authorization.k8s.io' to the option AllowedKinds");

    [ClusterFact]
    public Task Create_object_in_another_namespace_is_refused() =>
        FailAtAsync("bad-ns", Workloads.ConfigMap + "\n  namespace: default", 1, "it is in the namespace \"default\"");

    [ClusterFact]
    public Task Create_two_objects_of_one_name_names_the_second() =>
        FailAtAsync("bad-twice", Workloads.ConfigMap + "\n---\n" + Workloads.ConfigMap, 6, "two objects of this kind and name");

    [ClusterFact]
    public Task Create_name_that_is_too_long_says_how_long_it_may_be() =>
        FailAtAsync("bad-long", Workloads.ConfigMap + "-" + new string('x', 60), 1, "52 are the most");

    [ClusterFact]
    public Task Create_foreign_name_says_what_names_may_be() =>
        FailAtAsync("bad-name", Workloads.ConfigMap.Replace("{{ .Name }}", "shared", StringComparison.Ordinal), 1, "write {{.Name}}");

    [ClusterFact]
    public Task Create_empty_render_is_an_error() => FailAsync("bad-empty", "{{ if false }}" + Workloads.ConfigMap + "{{ end }}", "it renders no object");

    [ClusterFact]
    public Task Create_render_of_10_MB_stops_at_the_limit() => FailAtAsync(
        "bad-large", Workloads.ConfigMap + "\ndata:\n  large: {{ repeat 10485760 \"x\" }}", 6, "1048576");

    [ClusterFact]
    public Task Create_endless_recursion_stops_at_the_limit() =>
        FailAtAsync("bad-recursion", "{{ define \"again\" }}{{ template \"again\" . }}{{ end }}{{ template \"again\" . }}", 1, "200");

    [ClusterFact]
    public Task Create_endless_loop_stops_at_the_limit() =>
        FailAtAsync("bad-loop", "{{ range 1000000000 }}{{ end }}", 1, "1000000");

    [ClusterFact]
    public async Task Create_object_that_the_server_refuses_names_the_field()
    {
        var failure = await FailAtAsync(
            "bad-object", Workloads.Deployment("true").Replace("terminationGracePeriodSeconds: 0", "restartPolicy: Never", StringComparison.Ordinal), 1, "");

        Assert.Contains("spec.template.spec.restartPolicy", failure.Message, StringComparison.Ordinal);
    }

    [ClusterFact]
    public async Task Create_value_of_the_wrong_type_names_the_field()
    {
        var failure = await FailAtAsync(
            "bad-type", Workloads.Deployment("true").Replace("terminationGracePeriodSeconds: 0", "terminationGracePeriodSeconds: soon", StringComparison.Ordinal), 1, "");

        Assert.Contains("terminationGracePeriodSeconds", failure.Message, StringComparison.Ordinal);
    }

    [ClusterFact]
    public Task Create_misspelt_field_of_a_container_names_its_path() => FailAtAsync(
        "bad-policy", Workloads.Deployment("true") + "\n        imagePullPolcy: Never", 1, "spec.template.spec.containers[0].imagePullPolcy");

    [ClusterFact]
    public Task Create_misspelt_field_of_a_port_names_its_path() => FailAtAsync(
        "bad-port",
        Workloads.Deployment("true") + "\n        ports: [{contianerPort: 80, containerPort: 80}]",
        1,
        "spec.template.spec.containers[0].ports[0].contianerPort");

    private static string ObjectOf(string apiVersion, string kind) => $$$"""
        apiVersion: {{{apiVersion}}}
        kind: {{{kind}}}
        metadata:
          name: {{ .Name }}
        """;

    private async Task<TemplateException> FailAtAsync(string name, string template, int line, string words)
    {
        var failure = await FailAsync(name, template, words);
        Assert.NotNull(failure.Position);
        Assert.Equal(line, failure.Position.Value.Line);
        return failure;
    }

    private async Task<TemplateException> FailAsync(string name, string template, string words)
    {
        await using var service = new FailingService(cluster, name, template);
        var failure = await service.FailAsync<TemplateException>();
        Assert.Contains(words, failure.Message, StringComparison.Ordinal);
        await service.LeavesNothingAsync();
        return failure;
    }
}
