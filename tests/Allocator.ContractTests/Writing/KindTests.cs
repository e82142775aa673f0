namespace Allocator.Contract;

/// <summary>What the server makes of some kinds that instances are made of.</summary>
public sealed class KindTests(ContractNamespace ns) : IClassFixture<ContractNamespace>
{
    [ContractFact]
    public async Task ConfigMap_key_that_is_malformed_answers_422()
    {
        var refused = (await ns.PostAsync("configmaps", Objects.ConfigMap("key", """{"data": {"bad key": "x"}}"""))).ExpectFailure(422, "Invalid");

        Assert.Equal([("FieldValueInvalid", "data[bad key]")], refused.Causes);
        Assert.Contains("a valid config key must consist of alphanumeric characters, '-', '_' or '.'", refused.Message, StringComparison.Ordinal);
    }

    [ContractFact]
    public async Task ConfigMap_key_in_data_and_binaryData_answers_422()
    {
        var refused = (await ns.PostAsync("configmaps", Objects.ConfigMap("both", """{"data": {"k": "x"}, "binaryData": {"k": "eA=="}}""")))
            .ExpectFailure(422, "Invalid");

        Assert.Equal("ConfigMap \"both\" is invalid: data[k]: Invalid value: \"k\": duplicate of key present in binaryData", refused.Message);
    }

    [ContractFact]
    public async Task ConfigMap_that_is_immutable_changes_only_its_metadata()
    {
        await ns.CreateConfigMapAsync("immutable", """{"immutable": true, "data": {"a": "1"}}""");

        var data = (await ns.MergeAsync("configmaps", "immutable", """{"data": {"a": "2"}}""")).ExpectFailure(422, "Invalid");
        var flag = (await ns.MergeAsync("configmaps", "immutable", """{"immutable": false}""")).ExpectFailure(422, "Invalid");

        Assert.Equal([("FieldValueForbidden", "data")], data.Causes);
        Assert.Equal("ConfigMap \"immutable\" is invalid: immutable: Forbidden: field is immutable when `immutable` is set", flag.Message);
        Assert.Equal(
            "b", (await ns.MergeAsync("configmaps", "immutable", """{"metadata": {"labels": {"a": "b"}}}""")).Expect(200).At("metadata.labels.a"));
    }

    [ContractFact]
    public async Task Secret_stringData_is_folded_into_data_over_what_is_there()
    {
        var created = await ns.CreateAsync(
            "secrets", Objects.Secret("strings", """{"stringData": {"a": "hello"}, "data": {"a": "eA==", "b": "eA=="}}"""));

        Assert.Equal(("aGVsbG8=", "eA==", null), (created.At("data.a"), created.At("data.b"), created.At("stringData")));
    }

    [ContractFact]
    public async Task Secret_data_that_is_no_base64_answers_400()
    {
        var refused = (await ns.PostAsync("secrets", Objects.Secret("raw", """{"data": {"a": "***"}}"""))).ExpectFailure(400, "BadRequest");

        Assert.Contains("illegal base64 data at input byte 0", refused.Message, StringComparison.Ordinal);
    }

    [ContractFact]
    public async Task Secret_type_is_Opaque_by_default_and_immutable()
    {
        var created = await ns.CreateAsync("secrets", Objects.Secret("typed", "{}"));

        var refused = (await ns.MergeAsync("secrets", "typed", """{"type": "other"}""")).ExpectFailure(422, "Invalid");

        Assert.Equal("Opaque", created.At("type"));
        Assert.Equal("Secret \"typed\" is invalid: type: Invalid value: \"other\": field is immutable", refused.Message);
    }

    [ContractFact]
    public async Task Secret_of_a_well_known_type_needs_its_keys()
    {
        var refused = (await ns.PostAsync("secrets", Objects.Secret("tls", """{"type": "kubernetes.io/tls"}"""))).ExpectFailure(422, "Invalid");

        Assert.Equal([("FieldValueRequired", "data[tls.crt]"), ("FieldValueRequired", "data[tls.key]")], refused.Causes);
    }

    [ContractFact]
    public async Task Service_gets_a_clusterIP_and_defaults()
    {
        var created = await ns.CreateAsync("services", Objects.Service("plain"));

        Assert.Equal(
            ("ClusterIP", "None", "TCP", "80"),
            (created.At("spec.type"), created.At("spec.sessionAffinity"),
                created.At("spec.ports.0.protocol"), created.At("spec.ports.0.targetPort")));
        Assert.True(System.Net.IPAddress.TryParse(created.At("spec.clusterIP"), out _));
        Assert.Equal([created.At("spec.clusterIP")!], created.Strings("spec.clusterIPs"));
    }

    [ContractFact]
    public async Task Service_that_is_headless_has_no_address_and_needs_no_port()
    {
        var created = await ns.CreateAsync("services", Objects.Service("headless", """{"clusterIP": "None", "selector": {"a": "b"}}"""));

        Assert.Equal("None", created.At("spec.clusterIP"));
    }

    [ContractFact]
    public async Task Service_without_a_port_or_with_two_nameless_ports_answers_422()
    {
        var none = (await ns.PostAsync("services", Objects.Service("portless", "{}"))).ExpectFailure(422, "Invalid");
        var two = (await ns.PostAsync("services", Objects.Service("nameless", """{"ports": [{"port": 80}, {"port": 81}]}""")))
            .ExpectFailure(422, "Invalid");

        Assert.Equal([("FieldValueRequired", "spec.ports")], none.Causes);
        Assert.Equal([("FieldValueRequired", "spec.ports[0].name"), ("FieldValueRequired", "spec.ports[1].name")], two.Causes);
    }

    [ContractFact]
    public async Task Service_clusterIP_does_not_change()
    {
        await ns.CreateAsync("services", Objects.Service("fixed", """{"clusterIP": "None", "ports": [{"port": 80}]}"""));

        var refused = (await ns.MergeAsync("services", "fixed", """{"spec": {"clusterIP": "10.96.9.9"}}""")).ExpectFailure(422, "Invalid");

        Assert.Equal([("FieldValueInvalid", "spec.clusterIPs[0]")], refused.Causes);
        Assert.EndsWith("may not change once set", refused.Message, StringComparison.Ordinal);
    }

    [ContractFact]
    public async Task Service_of_a_clusterIP_that_is_taken_answers_422()
    {
        var address = (await ns.CreateAsync("services", Objects.Service("first"))).At("spec.clusterIP");

        var refused = (await ns.PostAsync("services", Objects.Service("second", $$"""{"clusterIP": "{{address}}", "ports": [{"port": 1}]}""")))
            .ExpectFailure(422, "Invalid");

        Assert.Equal([("FieldValueInvalid", "spec.clusterIPs")], refused.Causes);
        Assert.EndsWith("provided IP is already allocated", refused.Message, StringComparison.Ordinal);
    }

    [ContractFact]
    public async Task Pod_gets_the_defaults_that_clients_rely_on()
    {
        var created = await ns.CreateAsync("pods", Objects.Pod("defaults"));

        Assert.Equal(
            ("Always", "30", "default", "ClusterFirst", "default-scheduler"),
            (created.At("spec.restartPolicy"), created.At("spec.terminationGracePeriodSeconds"), created.At("spec.serviceAccountName"),
                created.At("spec.dnsPolicy"), created.At("spec.schedulerName")));
        Assert.Equal(
            ("IfNotPresent", "/dev/termination-log", "File"),
            (created.At("spec.containers.0.imagePullPolicy"), created.At("spec.containers.0.terminationMessagePath"),
                created.At("spec.containers.0.terminationMessagePolicy")));
        Assert.Equal(("Pending", "BestEffort"), (created.At("status.phase"), created.At("status.qosClass")));
    }

    [ContractFact]
    public async Task Pod_image_without_a_tag_is_always_pulled()
    {
        var created = await ns.CreateAsync(
            "pods", Objects.Pod("latest", """{"spec": {"containers": [{"name": "c", "image": "registry.local/absent"}]}}"""));

        Assert.Equal("Always", created.At("spec.containers.0.imagePullPolicy"));
    }

    [ContractFact]
    public async Task Deployment_gets_its_defaults()
    {
        var created = await ns.CreateAsync(Objects.Deployments, Objects.Deployment("defaults"));

        Assert.Equal(
            ("RollingUpdate", "25%", "25%", "10", "600"),
            (created.At("spec.strategy.type"),
                created.At("spec.strategy.rollingUpdate.maxSurge"), created.At("spec.strategy.rollingUpdate.maxUnavailable"),
                created.At("spec.revisionHistoryLimit"), created.At("spec.progressDeadlineSeconds")));
        Assert.Equal("Always", created.At("spec.template.spec.restartPolicy"));
    }

    [ContractFact]
    public async Task StatefulSet_and_Job_get_their_defaults()
    {
        var set = await ns.CreateAsync("apps/v1/statefulsets", Objects.Workload("StatefulSet", "defaults"));
        var job = await ns.CreateAsync("batch/v1/jobs", Objects.Workload("Job", "defaults"));

        Assert.Equal(
            ("OrderedReady", "RollingUpdate", "10"),
            (set.At("spec.podManagementPolicy"), set.At("spec.updateStrategy.type"), set.At("spec.revisionHistoryLimit")));
        Assert.Equal(("6", job.Uid), (job.At("spec.backoffLimit"), job.At("spec.selector.matchLabels.controller-uid")));
        Assert.Equal(
            (job.Uid, "defaults"), (job.At("spec.template.metadata.labels.controller-uid"), job.At("spec.template.metadata.labels.job-name")));
    }
}
