namespace Allocator.Contract;

public sealed class DeleteTests(ContractNamespace ns) : IClassFixture<ContractNamespace>
{
    [ContractFact]
    public async Task Delete_answers_a_Status_of_Success_with_the_uid()
    {
        var configMap = await ns.CreateConfigMapAsync("plain");
        var lease = await ns.CreateLeaseAsync("plain");

        var deleted = (await ns.RemoveAsync("configmaps", "plain")).Expect(200);
        var grouped = (await ns.RemoveAsync(Objects.Leases, "plain")).Expect(200);

        Assert.Equal(("Status", "Success"), (deleted.At("kind"), deleted.At("status")));
        Assert.Equal(("plain", "configmaps", configMap.Uid), (deleted.At("details.name"), deleted.At("details.kind"), deleted.At("details.uid")));
        Assert.Equal(
            ("coordination.k8s.io", "leases", lease.Uid), (grouped.At("details.group"), grouped.At("details.kind"), grouped.At("details.uid")));
        (await ns.ReadAsync("configmaps", "plain")).ExpectFailure(404, "NotFound");
    }

    [ContractFact]
    public async Task Delete_of_an_absent_object_answers_404_whatever_the_preconditions()
    {
        (await ns.RemoveAsync("configmaps", "absent")).ExpectFailure(404, "NotFound");
        var refused = (await ns.RemoveAsync(Objects.Leases, "absent", """{"preconditions": {"uid": "any"}}""".ToObject()))
            .ExpectFailure(404, "NotFound");

        Assert.Equal("leases.coordination.k8s.io \"absent\" not found", refused.Message);
    }

    [ContractFact]
    public async Task Delete_with_another_uid_answers_409_Conflict_and_deletes_nothing()
    {
        var created = await ns.CreateConfigMapAsync("uid");

        var refused = (await ns.RemoveAsync("configmaps", "uid", """{"preconditions": {"uid": "other"}}""".ToObject()))
            .ExpectFailure(409, "Conflict");

        Assert.Equal(
            $"Operation cannot be fulfilled on ConfigMap \"uid\": the UID in the precondition (other) does not match the UID in record "
            + $"({created.Uid}). "
            + "The object might have been deleted and then recreated",
            refused.Message);
        (await ns.ReadAsync("configmaps", "uid")).Expect(200);
    }

    [ContractFact]
    public async Task Delete_with_another_resourceVersion_answers_409_Conflict_and_deletes_nothing()
    {
        var created = await ns.CreateConfigMapAsync("version");

        var refused = (await ns.RemoveAsync("configmaps", "version", """{"preconditions": {"resourceVersion": "1"}}""".ToObject()))
            .ExpectFailure(409, "Conflict");

        Assert.Equal(
            $"Operation cannot be fulfilled on ConfigMap \"version\": the ResourceVersion in the precondition (1) does not match the ResourceVersion "
            + "in record "
            + $"({created.ResourceVersion}). The object might have been modified",
            refused.Message);
        (await ns.ReadAsync("configmaps", "version")).Expect(200);
    }

    [ContractFact]
    public async Task Delete_with_the_uid_and_resourceVersion_that_are_there_deletes()
    {
        var created = await ns.CreateLeaseAsync("both");

        (await ns.RemoveAsync(Objects.Leases, "both", $$$"""
            {"apiVersion": "v1", "kind": "DeleteOptions",
             "preconditions": {"uid": "{{{created.Uid}}}", "resourceVersion": "{{{created.ResourceVersion}}}"} }
            """.ToObject())).Expect(200);

        (await ns.ReadAsync(Objects.Leases, "both")).Expect(404);
    }

    [ContractFact]
    public async Task Delete_of_a_dry_run_answers_Success_and_deletes_nothing()
    {
        await ns.CreateConfigMapAsync("dry");

        Assert.Equal("Success", (await ns.RemoveAsync("configmaps", "dry?dryRun=All")).Expect(200).At("status"));
        (await ns.RemoveAsync("configmaps", "dry", """{"dryRun": ["All"]}""".ToObject())).Expect(200);
        (await ns.ReadAsync("configmaps", "dry")).Expect(200);
    }

    [ContractFact]
    public async Task Delete_with_options_that_are_unknown_or_contradict_answers_422()
    {
        await ns.CreateConfigMapAsync("options");

        var unknown = (await ns.RemoveAsync("configmaps", "options", """{"propagationPolicy": "x"}""".ToObject())).ExpectFailure(422, "Invalid");
        var query = (await ns.RemoveAsync("configmaps", "options?propagationPolicy=x")).ExpectFailure(422, "Invalid");
        var both = (await ns.RemoveAsync("configmaps", "options", """{"propagationPolicy": "Background", "orphanDependents": true}""".ToObject()))
            .ExpectFailure(422, "Invalid");

        Assert.Equal(
            "DeleteOptions.meta.k8s.io \"\" is invalid: propagationPolicy: Unsupported value: \"x\": supported values: \"Foreground\", "
            + "\"Background\", \"Orphan\", \"nil\"",
            unknown.Message);
        Assert.Equal(unknown.Message, query.Message);
        Assert.EndsWith("orphanDependents and deletionPropagation cannot be both set", both.Message, StringComparison.Ordinal);
    }

    [ContractFact]
    public async Task Delete_with_a_grace_period_takes_other_objects_than_pods_at_once()
    {
        await ns.CreateConfigMapAsync("grace");

        Assert.Equal("Success", (await ns.RemoveAsync("configmaps", "grace", """{"gracePeriodSeconds": 30}""".ToObject())).Expect(200).At("status"));
        (await ns.ReadAsync("configmaps", "grace")).Expect(404);
    }

    [ContractFact]
    public async Task Delete_of_a_ServiceAccount_answers_the_object()
    {
        await ns.CreateAsync("serviceaccounts", Objects.Of("v1", "ServiceAccount", "answered"));

        var deleted = (await ns.RemoveAsync("serviceaccounts", "answered")).Expect(200);

        Assert.Equal(("ServiceAccount", "answered"), (deleted.At("kind"), deleted.At("metadata.name")));
    }

    [ContractFact]
    public async Task Delete_of_a_collection_deletes_what_the_selector_matches_and_answers_it()
    {
        await ns.CreateLeaseAsync("many-a", metadata: """{"labels": {"many": "1"}}""");
        await ns.CreateLeaseAsync("many-b", metadata: """{"labels": {"many": "1"}}""");
        await ns.CreateLeaseAsync("many-c", metadata: """{"labels": {"many": "2"}}""");

        var deleted = (await ns.Api.DeleteAsync($"{ns.Path(Objects.Leases)}?labelSelector=many%3D1")).Expect(200);

        Assert.Equal("LeaseList", deleted.At("kind"));
        Assert.Equal(["many-a", "many-b"], deleted.Names);
        Assert.Equal(["many-c"], (await ns.ListAsync(Objects.Leases, "labelSelector=many")).Names);
    }

    [ContractFact]
    public async Task Delete_of_a_collection_of_services_or_namespaces_answers_405()
    {
        (await ns.Api.DeleteAsync(ns.Path("services"))).ExpectFailure(405, "MethodNotAllowed");
        (await ns.Api.DeleteAsync("api/v1/namespaces?labelSelector=no%3Dsuch")).ExpectFailure(405, "MethodNotAllowed");
        (await ns.Api.DeleteAsync("api/v1/configmaps?labelSelector=no%3Dsuch")).ExpectFailure(405, "MethodNotAllowed");
    }
}
