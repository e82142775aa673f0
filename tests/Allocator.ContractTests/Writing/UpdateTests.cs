namespace Allocator.Contract;

public sealed class UpdateTests(ContractNamespace ns) : IClassFixture<ContractNamespace>
{
    [ContractFact]
    public async Task Put_of_the_version_that_was_read_replaces_the_object()
    {
        var read = await ns.CreateConfigMapAsync("replace", """{"data": {"a": "1", "b": "2"}}""");
        read.Json["data"] = """{"c": "3"}""".ToObject();

        var put = (await ns.Api.PutAsync(ns.Path("configmaps", "replace"), read.Json)).Expect(200);

        Assert.Equal("""{"c":"3"}""", put.Json["data"]!.ToJsonString());
        Assert.Equal(read.Uid, put.Uid);
        Assert.NotEqual(read.ResourceVersion, put.ResourceVersion);
    }

    [ContractFact]
    public async Task Put_of_an_older_version_answers_409_Conflict()
    {
        var read = await ns.CreateConfigMapAsync("conflict");
        (await ns.MergeAsync("configmaps", "conflict", """{"data": {"a": "1"}}""")).Expect(200);

        var refused = (await ns.Api.PutAsync(ns.Path("configmaps", "conflict"), read.Json)).ExpectFailure(409, "Conflict");

        Assert.Equal(
            "Operation cannot be fulfilled on configmaps \"conflict\": the object has been modified; please apply your changes to the latest version "
            + "and try again",
            refused.Message);
        Assert.Equal(("conflict", "configmaps"), (refused.At("details.name"), refused.At("details.kind")));
    }

    [ContractFact]
    public async Task Put_without_a_version_replaces_whatever_is_there_if_the_kind_allows_it()
    {
        await ns.CreateConfigMapAsync("unconditional", """{"data": {"a": "1"}}""");

        var put = (await ns.Api.PutAsync(ns.Path("configmaps", "unconditional"), Objects.ConfigMap("unconditional", """{"data": {"b": "2"}}""")))
            .Expect(200);

        Assert.Equal("""{"b":"2"}""", put.Json["data"]!.ToJsonString());
    }

    [ContractFact]
    public async Task Put_without_a_version_answers_422_if_the_kind_does_not_allow_it()
    {
        await ns.CreateLeaseAsync("versioned");

        var refused = (await ns.Api.PutAsync(ns.Path(Objects.Leases, "versioned"), Objects.Lease("versioned"))).ExpectFailure(422, "Invalid");

        Assert.Equal(
            "leases.coordination.k8s.io \"versioned\" is invalid: metadata.resourceVersion: Invalid value: 0x0: must be specified for an update",
            refused.Message);
        Assert.Equal([("FieldValueInvalid", "metadata.resourceVersion")], refused.Causes);
    }

    [ContractFact]
    public async Task Put_of_another_uid_answers_409_Conflict()
    {
        await ns.CreateConfigMapAsync("uid");

        var refused = (await ns.Api.PutAsync(ns.Path("configmaps", "uid"), Objects.ConfigMap("uid", metadata: """{"uid": "other"}""")))
            .ExpectFailure(409, "Conflict");

        Assert.Contains("Precondition failed: UID in precondition: other, UID in object meta: ", refused.Message, StringComparison.Ordinal);
    }

    [ContractFact]
    public async Task Put_of_another_name_answers_400()
    {
        await ns.CreateConfigMapAsync("name");

        var other = (await ns.Api.PutAsync(ns.Path("configmaps", "name"), Objects.ConfigMap("other"))).ExpectFailure(400, "BadRequest");
        var none = (await ns.Api.PutAsync(ns.Path("configmaps", "name"), Objects.ConfigMap(null))).ExpectFailure(400, "BadRequest");

        Assert.Equal("the name of the object (other) does not match the name on the URL (name)", other.Message);
        Assert.Equal("the name of the object (name based on URL) was undeterminable: name must be provided", none.Message);
    }

    [ContractFact]
    public async Task Put_of_another_namespace_answers_400()
    {
        await ns.CreateConfigMapAsync("namespace");

        var refused = (await ns.Api.PutAsync(
            ns.Path("configmaps", "namespace"), Objects.ConfigMap("namespace", metadata: """{"namespace": "other"}""")))
            .ExpectFailure(400, "BadRequest");

        Assert.Equal($"the namespace of the object (other) does not match the namespace on the request ({ns.Name})", refused.Message);
    }

    [ContractFact]
    public async Task Put_of_an_absent_object_answers_404()
    {
        var refused = (await ns.Api.PutAsync(ns.Path("configmaps", "absent"), Objects.ConfigMap("absent"))).ExpectFailure(404, "NotFound");

        Assert.Equal("configmaps \"absent\" not found", refused.Message);
        (await ns.Api.PutAsync(ns.Path("secrets", "absent"), Objects.Secret("absent", "{}"))).ExpectFailure(404, "NotFound");
        (await ns.Api.PutAsync(ns.Path(Objects.Deployments, "absent"), Objects.Deployment("absent"))).ExpectFailure(404, "NotFound");
    }

    [ContractFact]
    public async Task Put_of_an_absent_Lease_creates_it()
    {
        var created = (await ns.Api.PutAsync(ns.Path(Objects.Leases, "put"), Objects.Lease("put", """{"holderIdentity": "a"}"""))).Expect(201);

        Assert.Equal(("put", "a"), (created.At("metadata.name"), created.At("spec.holderIdentity")));
        Assert.Equal(created.Uid, (await ns.ReadAsync(Objects.Leases, "put")).Uid);
    }

    [ContractFact]
    public async Task Put_of_a_Lease_that_was_deleted_since_it_was_read_creates_it_anew()
    {
        var read = await ns.CreateLeaseAsync("again");
        (await ns.Api.DeleteAsync(ns.Path(Objects.Leases, "again"))).Expect(200);
        read.Metadata.AsObject().Remove("uid");

        var created = (await ns.Api.PutAsync(ns.Path(Objects.Leases, "again"), read.Json)).Expect(201);

        Assert.NotEqual(read.ResourceVersion, created.ResourceVersion);
    }

    [ContractFact]
    public async Task Put_of_an_absent_Lease_with_a_uid_answers_409_and_creates_nothing()
    {
        (await ns.Api.PutAsync(ns.Path(Objects.Leases, "gone"), Objects.Lease("gone", metadata: """{"uid": "former"}""")))
            .ExpectFailure(409, "Conflict");

        (await ns.ReadAsync(Objects.Leases, "gone")).Expect(404);
    }

    [ContractFact]
    public async Task Put_that_changes_nothing_keeps_the_resourceVersion()
    {
        var read = await ns.CreateConfigMapAsync("same", """{"data": {"a": "1"}}""");

        Assert.Equal(read.ResourceVersion, (await ns.Api.PutAsync(ns.Path("configmaps", "same"), read.Json)).Expect(200).ResourceVersion);
        Assert.Equal(
            read.ResourceVersion,
            (await ns.Api.PutAsync(ns.Path("configmaps", "same"), Objects.ConfigMap("same", """{"data": {"a": "1"}}""")))
                .Expect(200).ResourceVersion);
    }

    [ContractFact]
    public async Task Put_with_a_version_that_is_no_number_is_refused()
    {
        await ns.CreateConfigMapAsync("text");

        (await ns.Api.PutAsync(ns.Path("configmaps", "text"), Objects.ConfigMap("text", metadata: """{"resourceVersion": "xyz"}"""))).Expect(500);
    }

    [ContractFact]
    public async Task Put_of_a_changed_selector_of_a_Deployment_answers_422()
    {
        await ns.CreateAsync(Objects.Deployments, Objects.Deployment("selector"));
        var changed = Objects.Deployment("other");
        changed["metadata"]!["name"] = "selector";

        var refused = (await ns.Api.PutAsync(ns.Path(Objects.Deployments, "selector"), changed)).ExpectFailure(422, "Invalid");

        Assert.Equal([("FieldValueInvalid", "spec.selector")], refused.Causes);
        Assert.EndsWith("field is immutable", refused.Message, StringComparison.Ordinal);
    }

    [ContractFact]
    public async Task Update_of_the_serviceName_of_a_StatefulSet_answers_422()
    {
        await ns.CreateAsync("apps/v1/statefulsets", Objects.Workload("StatefulSet", "fixed"));

        var refused = (await ns.MergeAsync("apps/v1/statefulsets", "fixed", """{"spec": {"serviceName": "other"}}""")).ExpectFailure(422, "Invalid");

        Assert.Equal(
            "StatefulSet.apps \"fixed\" is invalid: spec: Forbidden: updates to statefulset spec for fields other than 'replicas', 'template', and "
            + "'updateStrategy' are forbidden",
            refused.Message);
    }

    [ContractFact]
    public async Task Update_of_the_completions_of_a_Job_answers_422()
    {
        await ns.CreateAsync("batch/v1/jobs", Objects.Workload("Job", "fixed"));

        var refused = (await ns.MergeAsync("batch/v1/jobs", "fixed", """{"spec": {"completions": 5}}""")).ExpectFailure(422, "Invalid");

        Assert.Equal("Job.batch \"fixed\" is invalid: spec.completions: Invalid value: 5: field is immutable", refused.Message);
    }

    [ContractFact]
    public async Task Update_of_the_spec_of_a_pod_is_forbidden_but_for_a_few_fields()
    {
        await ns.CreateAsync("pods", Objects.Pod("fixed"));

        var refused = (await ns.MergeAsync("pods", "fixed", """{"spec": {"hostname": "other"}}""")).ExpectFailure(422, "Invalid");

        Assert.Equal([("FieldValueForbidden", "spec")], refused.Causes);
        Assert.StartsWith(
            "Pod \"fixed\" is invalid: spec: Forbidden: pod updates may not change fields other than `spec.containers[*].image`, "
            + "`spec.initContainers[*].image`, "
            + "`spec.activeDeadlineSeconds` or `spec.tolerations` (only additions to existing tolerations)",
            refused.Message,
            StringComparison.Ordinal);
        (await ns.MergeAsync("pods", "fixed", """{"spec": {"activeDeadlineSeconds": 1000}}""")).Expect(200);
    }
}
