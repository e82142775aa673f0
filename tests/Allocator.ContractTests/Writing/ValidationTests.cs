namespace Allocator.Contract;

public sealed class ValidationTests(ContractNamespace ns) : IClassFixture<ContractNamespace>
{
    [ContractFact]
    public async Task Name_that_is_no_subdomain_answers_422_with_the_rule()
    {
        var refused = (await ns.PostAsync("configmaps", Objects.ConfigMap("Bad_Name"))).ExpectFailure(422, "Invalid");

        Assert.Equal(("Bad_Name", "ConfigMap"), (refused.At("details.name"), refused.At("details.kind")));
        Assert.Equal([("FieldValueInvalid", "metadata.name")], refused.Causes);
        Assert.Equal(
            "ConfigMap \"Bad_Name\" is invalid: metadata.name: Invalid value: \"Bad_Name\": a lowercase RFC 1123 subdomain must consist of lower "
            + "case alphanumeric "
            + "characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is "
            + @"'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
            refused.Message);
    }

    [ContractFact]
    public async Task Name_longer_than_253_characters_answers_422()
    {
        (await ns.PostAsync("configmaps?dryRun=All", Objects.ConfigMap(new string('a', 253)))).Expect(201);
        var refused = (await ns.PostAsync("configmaps?dryRun=All", Objects.ConfigMap(new string('a', 254)))).ExpectFailure(422, "Invalid");

        Assert.EndsWith("must be no more than 253 characters", refused.Message, StringComparison.Ordinal);
    }

    [ContractFact]
    public async Task Name_that_is_absent_answers_422_Required()
    {
        var refused = (await ns.PostAsync("configmaps", Objects.ConfigMap(null))).ExpectFailure(422, "Invalid");

        Assert.Equal("ConfigMap \"\" is invalid: metadata.name: Required value: name or generateName is required", refused.Message);
        Assert.Equal([("FieldValueRequired", "metadata.name")], refused.Causes);
        Assert.Null(refused.At("details.name"));
    }

    [ContractFact]
    public async Task Name_of_a_Service_begins_with_a_letter()
    {
        var refused = (await ns.PostAsync("services", Objects.Service("0digit"))).ExpectFailure(422, "Invalid");

        Assert.StartsWith(
            "Service \"0digit\" is invalid: metadata.name: Invalid value: \"0digit\": a DNS-1035 label must consist of",
            refused.Message,
            StringComparison.Ordinal);
    }

    [ContractFact]
    public async Task Name_of_a_Namespace_is_a_label()
    {
        var refused = (await ns.Api.PostAsync("api/v1/namespaces", Objects.Of("v1", "Namespace", "with.dot"))).ExpectFailure(422, "Invalid");

        Assert.StartsWith(
            "Namespace \"with.dot\" is invalid: metadata.name: Invalid value: \"with.dot\": ", refused.Message, StringComparison.Ordinal);
        Assert.Equal([("FieldValueInvalid", "metadata.name")], refused.Causes);
    }

    [ContractFact]
    public async Task Labels_and_annotations_that_are_malformed_answer_422_with_a_cause_each()
    {
        var refused = (await ns.PostAsync("configmaps", Objects.ConfigMap("labels", metadata: """
            {"labels": {"bad key!": "x", "ok": "bad value!"}, "annotations": {"bad key": "x"}}
            """))).ExpectFailure(422, "Invalid");

        Assert.Equal(
            [("FieldValueInvalid", "metadata.labels"), ("FieldValueInvalid", "metadata.labels"), ("FieldValueInvalid", "metadata.annotations")],
            refused.Causes);
        Assert.Contains(
            "metadata.labels: Invalid value: \"bad value!\": a valid label must be an empty string or consist of alphanumeric characters",
            refused.Message,
            StringComparison.Ordinal);
    }

    [ContractFact]
    public async Task Label_values_have_at_most_63_characters()
    {
        (await ns.PostAsync("configmaps?dryRun=All", Objects.ConfigMap("long", metadata: $$$"""{"labels": {"a": "{{{new string('x', 63)}}}"}}""")))
            .Expect(201);
        var refused = (await ns.PostAsync(
            "configmaps?dryRun=All", Objects.ConfigMap("long", metadata: $$$"""{"labels": {"a": "{{{new string('x', 64)}}}"}}""")))
                .ExpectFailure(422, "Invalid");

        Assert.EndsWith("must be no more than 63 characters", refused.Message, StringComparison.Ordinal);
    }

    [ContractFact]
    public async Task Owner_references_need_apiVersion_kind_name_and_uid()
    {
        var refused = (await ns.PostAsync("configmaps", Objects.ConfigMap("owned", metadata: """
            {"ownerReferences": [{"apiVersion": "", "kind": "", "name": "", "uid": ""}]}
            """))).ExpectFailure(422, "Invalid");

        Assert.Equal(
            ["metadata.ownerReferences.apiVersion", "metadata.ownerReferences.kind", "metadata.ownerReferences.name", "metadata.ownerReferences.uid"],
            refused.Causes.Select(cause => cause.Field));
        Assert.Contains("metadata.ownerReferences.uid: Invalid value: \"\": uid must not be empty", refused.Message, StringComparison.Ordinal);
    }

    [ContractFact]
    public async Task Owner_references_with_two_controllers_answer_422()
    {
        var refused = (await ns.PostAsync("configmaps", Objects.ConfigMap("owned", metadata: """
            {"ownerReferences": [{"apiVersion": "v1", "kind": "ConfigMap", "name": "a", "uid": "1", "controller": true},
                                 {"apiVersion": "v1", "kind": "ConfigMap", "name": "b", "uid": "2", "controller": true}]}
            """))).ExpectFailure(422, "Invalid");

        Assert.EndsWith(
            "Only one reference can have Controller set to true. Found \"true\" in references for a and b",
            refused.Message,
            StringComparison.Ordinal);
    }

    [ContractFact]
    public async Task Finalizers_must_be_qualified_names()
    {
        var refused = (await ns.PostAsync("configmaps", Objects.ConfigMap("final", metadata: """{"finalizers": ["plain"]}""")))
            .ExpectFailure(422, "Invalid");

        Assert.Equal(
            "ConfigMap \"final\" is invalid: metadata.finalizers[0]: Invalid value: \"plain\": name is neither a standard finalizer name nor is it "
            + "fully qualified",
            refused.Message);
    }

    [ContractFact]
    public async Task Required_fields_that_are_absent_answer_422_with_a_cause_each()
    {
        var refused = (await ns.PostAsync(Objects.Deployments, Objects.Of("apps/v1", "Deployment", "empty"))).ExpectFailure(422, "Invalid");

        Assert.Equal(
            [
                ("FieldValueRequired", "spec.selector"), ("FieldValueInvalid", "spec.template.metadata.labels"),
                ("FieldValueRequired", "spec.template.spec.containers"),
            ],
            refused.Causes);
        Assert.StartsWith("Deployment.apps \"empty\" is invalid: [spec.selector: Required value, ", refused.Message, StringComparison.Ordinal);
        Assert.Equal(("apps", "Deployment"), (refused.At("details.group"), refused.At("details.kind")));
    }

    [ContractFact]
    public async Task Containers_of_a_pod_need_a_name()
    {
        var refused = (await ns.PostAsync(
            "pods", Objects.Pod("nameless", """{"spec": {"containers": [{"image": "x"}, {"name": "B!", "image": "x"}]}}""")))
            .ExpectFailure(422, "Invalid");

        Assert.Equal([("FieldValueRequired", "spec.containers[0].name"), ("FieldValueInvalid", "spec.containers[1].name")], refused.Causes);
    }

    [ContractFact]
    public async Task Pod_of_an_absent_service_account_is_forbidden()
    {
        var refused = (await ns.PostAsync(
            "pods", Objects.Pod("stranger", """{"spec": {"serviceAccountName": "absent", "containers": [{"name": "c", "image": "x"}]}}""")))
            .ExpectFailure(403, "Forbidden");

        Assert.Equal(
            $"pods \"stranger\" is forbidden: error looking up service account {ns.Name}/absent: serviceaccount \"absent\" not found",
            refused.Message);
    }

    [ContractFact]
    public async Task Times_of_a_Lease_have_six_decimals()
    {
        (await ns.PostAsync(Objects.Leases, Objects.Lease("micro", """{"renewTime": "2020-01-01T00:00:00.123456Z"}"""))).Expect(201);
        var refused = (await ns.PostAsync(Objects.Leases, Objects.Lease("whole", """{"renewTime": "2020-01-01T00:00:00Z"}""")))
            .ExpectFailure(400, "BadRequest");
        (await ns.PostAsync(Objects.Leases, Objects.Lease("tenth", """{"renewTime": "2020-01-01T00:00:00.5Z"}"""))).ExpectFailure(400, "BadRequest");

        Assert.Contains("cannot parse \"Z\" as \".000000\"", refused.Message, StringComparison.Ordinal);
    }

    [ContractFact]
    public async Task Duration_of_a_Lease_is_greater_than_0()
    {
        var refused = (await ns.PostAsync(Objects.Leases, Objects.Lease("none", """{"leaseDurationSeconds": 0}"""))).ExpectFailure(422, "Invalid");

        Assert.Equal(
            "Lease.coordination.k8s.io \"none\" is invalid: spec.leaseDurationSeconds: Invalid value: 0: must be greater than 0", refused.Message);
    }
}
