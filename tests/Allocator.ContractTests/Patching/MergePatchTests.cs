using System.Text.Json.Nodes;

namespace Allocator.Contract;

public sealed class MergePatchTests(ContractNamespace ns) : IClassFixture<ContractNamespace>
{
    [ContractFact]
    public async Task Merge_patch_sets_nests_and_deletes_by_null()
    {
        await ns.CreateConfigMapAsync("fields", """{"data": {"keep": "1", "change": "2", "drop": "3"}}""");

        var patched = (await ns.MergeAsync("configmaps", "fields", """
            {"data": {"change": "4", "drop": null, "absent": null}, "metadata": {"labels": {"example.com/a": "b"}}}
            """)).Expect(200);

        Assert.Equal("""{"change":"4","keep":"1"}""", patched.Json["data"]!.ToJsonString());
        Assert.Equal("""{"example.com/a":"b"}""", patched.Metadata["labels"]!.ToJsonString());
    }

    [ContractFact]
    public async Task Merge_patch_of_null_deletes_the_whole_field()
    {
        await ns.CreateConfigMapAsync("whole", """{"data": {"a": "1"}}""");

        Assert.Null((await ns.MergeAsync("configmaps", "whole", """{"data": null}""")).Expect(200).At("data"));
    }

    [ContractFact]
    public async Task Merge_patch_replaces_arrays_whole()
    {
        await ns.CreateConfigMapAsync("arrays", metadata: """{"finalizers": ["contract.allocator.test/a", "contract.allocator.test/b"]}""");

        var patched = (await ns.MergeAsync("configmaps", "arrays", """{"metadata": {"finalizers": ["contract.allocator.test/c"]}}""")).Expect(200);

        Assert.Equal(["contract.allocator.test/c"], patched.Strings("metadata.finalizers"));
        (await ns.MergeAsync("configmaps", "arrays", """{"metadata": {"finalizers": []}}""")).Expect(200);
    }

    [ContractFact]
    public async Task Merge_patch_that_changes_nothing_keeps_the_resourceVersion()
    {
        var created = await ns.CreateConfigMapAsync("same", """{"data": {"a": "1"}}""");

        Assert.Equal(created.ResourceVersion, (await ns.MergeAsync("configmaps", "same", "{}")).Expect(200).ResourceVersion);
        Assert.Equal(created.ResourceVersion, (await ns.MergeAsync("configmaps", "same", """{"data": {"a": "1"}}""")).Expect(200).ResourceVersion);
    }

    [ContractFact]
    public async Task Merge_patch_with_the_resourceVersion_that_is_there_is_applied()
    {
        var created = await ns.CreateConfigMapAsync("current");

        var patched = await ns.MergeAsync(
            "configmaps", "current", $$$"""{"metadata": {"resourceVersion": "{{{created.ResourceVersion}}}"}, "data": {"a": "1"}}""");

        Assert.Equal("1", patched.Expect(200).At("data.a"));
    }

    [ContractFact]
    public async Task Merge_patch_with_another_resourceVersion_answers_409_Conflict()
    {
        await ns.CreateConfigMapAsync("stale");

        var refused = (await ns.MergeAsync("configmaps", "stale", """{"metadata": {"resourceVersion": "1"}, "data": {"a": "1"}}"""))
            .ExpectFailure(409, "Conflict");

        Assert.Equal(
            "Operation cannot be fulfilled on configmaps \"stale\": the object has been modified; please apply your changes to the latest version "
            + "and try again",
            refused.Message);
    }

    [ContractFact]
    public async Task Merge_patch_with_the_uid_that_is_there_is_applied()
    {
        var created = await ns.CreateLeaseAsync("uid");

        var patched = await ns.MergeAsync(
            Objects.Leases, "uid", $$$"""{"metadata": {"uid": "{{{created.Uid}}}"}, "spec": {"holderIdentity": "a"}}""");

        Assert.Equal("a", patched.Expect(200).At("spec.holderIdentity"));
    }

    [ContractFact]
    public async Task Merge_patch_with_another_uid_answers_422_about_it()
    {
        await ns.CreateLeaseAsync("other-uid");

        var refused = (await ns.MergeAsync(Objects.Leases, "other-uid", """{"metadata": {"uid": "other"}}""")).ExpectFailure(422, "Invalid");

        Assert.Equal(
            "Lease.coordination.k8s.io \"other-uid\" is invalid: metadata.uid: Invalid value: \"other\": field is immutable", refused.Message);
        Assert.Contains(("FieldValueInvalid", "metadata.uid"), refused.Causes);
    }

    [ContractFact]
    public async Task Merge_patch_of_an_absent_object_answers_404_and_creates_nothing()
    {
        (await ns.MergeAsync("configmaps", "absent", """{"data": {"a": "1"}}""")).ExpectFailure(404, "NotFound");
        var refused = (await ns.MergeAsync(Objects.Leases, "absent", """{"spec": {"holderIdentity": "a"}}""")).ExpectFailure(404, "NotFound");

        Assert.Equal("leases.coordination.k8s.io \"absent\" not found", refused.Message);
        (await ns.ReadAsync(Objects.Leases, "absent")).Expect(404);
    }

    [ContractFact]
    public async Task Merge_patch_of_a_terminating_object_answers_200_with_its_deletionTimestamp()
    {
        await ns.CreateLeaseAsync("ending", metadata: """{"finalizers": ["contract.allocator.test/hold"]}""");
        (await ns.RemoveAsync(Objects.Leases, "ending")).Expect(200);

        var patched = (await ns.MergeAsync(Objects.Leases, "ending", """{"spec": {"holderIdentity": "a"}}""")).Expect(200);

        Assert.Equal("a", patched.At("spec.holderIdentity"));
        Assert.NotNull(patched.At("metadata.deletionTimestamp"));
        (await ns.MergeAsync(Objects.Leases, "ending", """{"metadata": {"finalizers": null}}""")).Expect(200);
    }

    [ContractFact]
    public async Task Merge_patch_leaves_creationTimestamp_and_deletionTimestamp()
    {
        var created = await ns.CreateConfigMapAsync("times");

        var patched = (await ns.MergeAsync("configmaps", "times", """{"metadata": {"creationTimestamp": "2001-01-01T00:00:00Z"}}""")).Expect(200);
        var refused = (await ns.MergeAsync("configmaps", "times", """{"metadata": {"deletionTimestamp": "2001-01-01T00:00:00Z"}}"""))
            .ExpectFailure(422, "Invalid");

        Assert.Equal(created.At("metadata.creationTimestamp"), patched.At("metadata.creationTimestamp"));
        Assert.Contains(("FieldValueInvalid", "metadata.deletionTimestamp"), refused.Causes);
    }

    [ContractFact]
    public async Task Merge_patch_of_name_or_namespace_answers_400()
    {
        await ns.CreateConfigMapAsync("name");

        var name = (await ns.MergeAsync("configmaps", "name", """{"metadata": {"name": "other"}}""")).ExpectFailure(400, "BadRequest");
        var space = (await ns.MergeAsync("configmaps", "name", """{"metadata": {"namespace": "other"}}""")).ExpectFailure(400, "BadRequest");

        Assert.Equal("the name of the object (other) does not match the name on the URL (name)", name.Message);
        Assert.Equal($"the namespace of the object (other) does not match the namespace on the request ({ns.Name})", space.Message);
    }

    [ContractFact]
    public async Task Merge_patch_that_makes_the_object_invalid_answers_422()
    {
        await ns.CreateConfigMapAsync("invalid");

        var refused = (await ns.MergeAsync("configmaps", "invalid", """{"data": {"bad key": "x"}}""")).ExpectFailure(422, "Invalid");

        Assert.Equal([("FieldValueInvalid", "data[bad key]")], refused.Causes);
    }

    [ContractFact]
    public async Task Merge_patch_to_a_value_of_another_type_answers_422_about_the_patch()
    {
        await ns.CreateConfigMapAsync("typed");

        var refused = (await ns.MergeAsync("configmaps", "typed", """{"data": {"a": 1}}""")).ExpectFailure(422, "Invalid");

        Assert.Equal([("FieldValueInvalid", "patch")], refused.Causes);
        Assert.StartsWith(" \"\" is invalid: patch: Invalid value: ", refused.Message, StringComparison.Ordinal);
    }

    [ContractFact]
    public async Task Merge_patch_of_unknown_fields_is_dropped()
    {
        var created = await ns.CreateConfigMapAsync("unknown");

        var patched = (await ns.MergeAsync("configmaps", "unknown", """{"unknown": {"a": 1}}""")).Expect(200);

        Assert.Equal((null, created.ResourceVersion), (patched.At("unknown"), patched.ResourceVersion));
    }

    [ContractFact]
    public async Task Merge_patch_that_is_no_JSON_object_is_refused()
    {
        await ns.CreateConfigMapAsync("malformed");
        var path = ns.Path("configmaps", "malformed");

        var half = (await ns.Api.SendTextAsync(HttpMethod.Patch, path, "{\"a\":", "application/merge-patch+json")).Expect(500);
        (await ns.Api.SendTextAsync(HttpMethod.Patch, path, "[]", "application/merge-patch+json")).ExpectFailure(422, "Invalid");

        Assert.Equal("Invalid JSON Patch", half.Message);
    }

    [ContractFact]
    public async Task Merge_patch_of_a_dry_run_answers_the_outcome_and_stores_nothing()
    {
        await ns.CreateConfigMapAsync("dry", """{"data": {"a": "1"}}""");

        Assert.Equal("2", (await ns.MergeAsync("configmaps", "dry?dryRun=All", """{"data": {"a": "2"}}""")).Expect(200).At("data.a"));
        Assert.Equal("1", (await ns.ReadAsync("configmaps", "dry")).At("data.a"));
    }

    [ContractFact]
    public async Task Patch_of_an_unknown_media_type_answers_415()
    {
        await ns.CreateConfigMapAsync("media");

        foreach (var type in new[] { "application/json", "text/plain" })
            (await ns.Api.SendTextAsync(HttpMethod.Patch, ns.Path("configmaps", "media"), "{}", type)).ExpectFailure(415, "UnsupportedMediaType");
    }

    [ContractFact]
    public async Task Patch_of_a_collection_answers_405() =>
        (await ns.Api.MergePatchAsync(ns.Path("configmaps"), new JsonObject())).ExpectFailure(405, "MethodNotAllowed");
}
