namespace Allocator.Contract;

public sealed class EnvironmentTests(ContractNamespace ns) : IClassFixture<ContractNamespace>
{
    [ContractFact]
    public async Task Environment_has_literals_with_references_to_earlier_ones_expanded()
    {
        var output = await ns.OutputAsync(Build.Pod("literals", "echo \"$HOST_PORT\"; echo \"$ESCAPED\"; echo \"$UNKNOWN\"", """
            {"env": [
                {"name": "HOST", "value": "db"}, {"name": "HOST_PORT", "value": "$(HOST):5432"},
                {"name": "ESCAPED", "value": "$$(HOST)"}, {"name": "UNKNOWN", "value": "$(LATER)"}, {"name": "LATER", "value": "x"}]}
            """));

        Assert.Equal("db:5432\n$(HOST)\n$(LATER)\n", output);
    }

    [ContractFact]
    public async Task Command_and_arguments_have_references_to_the_environment_expanded()
    {
        var output = await ns.OutputAsync(Build.Pod("arguments", "", """
            {"command": ["echo", "$(GREETING)"], "args": ["$$(GREETING)", "$(NOT_THERE)"], "env": [{"name": "GREETING", "value": "hello"}]}
            """));

        Assert.Equal("hello $(GREETING) $(NOT_THERE)\n", output);
    }

    [ContractFact]
    public async Task Environment_has_fields_of_the_pod()
    {
        var output = await ns.OutputAsync(Build.Pod(
            "fields",
            "echo \"$NAME\"; echo \"$NAMESPACE\"; echo \"$UID_\"; echo \"$LABEL\"; echo \"$ANNOTATION\"; echo \"$IP\"; echo \"$HOST_IP\"; echo \"$NODE\"; echo \"$ACCOUNT\"",
            """
            {"env": [
                {"name": "NAME", "valueFrom": {"fieldRef": {"fieldPath": "metadata.name"}}},
                {"name": "NAMESPACE", "valueFrom": {"fieldRef": {"fieldPath": "metadata.namespace"}}},
                {"name": "UID_", "valueFrom": {"fieldRef": {"fieldPath": "metadata.uid"}}},
                {"name": "LABEL", "valueFrom": {"fieldRef": {"fieldPath": "metadata.labels['app']"}}},
                {"name": "ANNOTATION", "valueFrom": {"fieldRef": {"fieldPath": "metadata.annotations['example.com/note']"}}},
                {"name": "IP", "valueFrom": {"fieldRef": {"fieldPath": "status.podIP"}}},
                {"name": "HOST_IP", "valueFrom": {"fieldRef": {"fieldPath": "status.hostIP"}}},
                {"name": "NODE", "valueFrom": {"fieldRef": {"fieldPath": "spec.nodeName"}}},
                {"name": "ACCOUNT", "valueFrom": {"fieldRef": {"fieldPath": "spec.serviceAccountName"}}}]}
            """,
            metadata: """{"labels": {"app": "shop"}, "annotations": {"example.com/note": "two words"}}"""));

        var pod = await ns.GetAsync("pods", "fields");
        Assert.Equal(
            [
                "fields", ns.Name, pod.Uid(), "shop", "two words", pod.Text("status.podIP"), pod.Text("status.hostIP"), pod.Text("spec.nodeName"),
                "default", "",
            ],
            output.Split('\n'));
    }

    [ContractFact]
    public async Task Environment_has_the_containers_requests_and_limits()
    {
        var output = await ns.OutputAsync(Build.Pod("resources", "echo $CPU $MEMORY", """
            {"resources": {"requests": {"cpu": "5m"}, "limits": {"memory": "16Mi"}}, "env": [
                {"name": "CPU", "valueFrom": {"resourceFieldRef": {"resource": "requests.cpu", "divisor": "1m"}}},
                {"name": "MEMORY", "valueFrom": {"resourceFieldRef": {"resource": "limits.memory"}}}]}
            """));

        Assert.Equal("5 16777216\n", output);
    }

    [ContractFact]
    public async Task Environment_has_values_of_secrets_and_config_maps()
    {
        await ns.CreateAsync(Build.Secret("key", """{"password": "sword fish"}"""));
        await ns.CreateAsync(Build.ConfigMap("settings", """{"mode": "fast"}"""));

        var output = await ns.OutputAsync(Build.Pod("values", "echo \"$PASSWORD $MODE\"", """
            {"env": [
                {"name": "PASSWORD", "valueFrom": {"secretKeyRef": {"name": "key", "key": "password"}}},
                {"name": "MODE", "valueFrom": {"configMapKeyRef": {"name": "settings", "key": "mode"}}}]}
            """));

        Assert.Equal("sword fish fast\n", output);
    }

    [ContractFact]
    public async Task Environment_has_all_of_an_object_with_a_prefix_and_single_ones_win()
    {
        await ns.CreateAsync(Build.ConfigMap("all", """{"ONE": "1", "TWO": "2"}"""));
        await ns.CreateAsync(Build.Secret("all", """{"THREE": "3"}"""));

        var output = await ns.OutputAsync(Build.Pod("all", "echo $APP_ONE $APP_TWO $THREE", """
            {"envFrom": [{"prefix": "APP_", "configMapRef": {"name": "all"}}, {"secretRef": {"name": "all"}}],
             "env": [{"name": "APP_TWO", "value": "own"}]}
            """));

        Assert.Equal("1 own 3\n", output);
    }

    [ContractFact]
    public async Task Environment_lacks_optional_values_that_are_not_there()
    {
        var output = await ns.OutputAsync(Build.Pod("optional", "echo \"${SECRET}-${MAP}\"", """
            {"env": [
                {"name": "SECRET", "valueFrom": {"secretKeyRef": {"name": "absent", "key": "a", "optional": true}}},
                {"name": "MAP", "valueFrom": {"configMapKeyRef": {"name": "absent", "key": "a", "optional": true}}}],
             "envFrom": [{"secretRef": {"name": "absent", "optional": true}}, {"configMapRef": {"name": "absent", "optional": true}}]}
            """));

        Assert.Equal("-\n", output);
    }

    [ContractFact]
    public async Task Environment_names_the_pod_as_host_name() =>
        Assert.Equal("host\n", await ns.OutputAsync(Build.Pod("host", "echo $HOSTNAME")));

    [ContractFact]
    public async Task Environment_with_an_unknown_field_is_refused()
    {
        var answer = await ns.PostAsync(Build.Pod(
            "unknown", "true", """{"env": [{"name": "A", "valueFrom": {"fieldRef": {"fieldPath": "spec.unknown"}}}]}"""));

        answer.ExpectFailure(422, "Invalid");
        Assert.Contains("spec.containers[0].env[0].valueFrom.fieldRef.fieldPath: Invalid value: \"spec.unknown\"", answer.Message, StringComparison.Ordinal);
    }

    [ContractFact]
    public async Task Container_starts_in_its_working_directory() =>
        Assert.Equal("/somewhere/else\n", await ns.OutputAsync(Build.Pod("directory", "pwd", """{"workingDir": "/somewhere/else"}""")));
}
