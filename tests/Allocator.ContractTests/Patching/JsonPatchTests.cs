using System.Diagnostics.CodeAnalysis;

namespace Allocator.Contract;

public sealed class JsonPatchTests(ContractNamespace ns) : IClassFixture<ContractNamespace>
{
    private const string Rejected = "the server rejected our request due to an error in our request";

    private Task<ApiAnswer> PatchAsync(string name, [StringSyntax("json")] string operations) =>
        ns.Api.JsonPatchAsync(ns.Path("configmaps", name), operations.ToArray());

    [ContractFact]
    public async Task Json_patch_adds_replaces_and_removes_in_order()
    {
        await ns.CreateConfigMapAsync("basic", """{"data": {"a": "1", "b": "2"}}""");

        var patched = (await PatchAsync("basic", """
            [{"op": "add", "path": "/data/c", "value": "3"}, {"op": "replace", "path": "/data/c", "value": "4"},
             {"op": "add", "path": "/data/a", "value": "5"}, {"op": "remove", "path": "/data/b"}]
            """)).Expect(200);

        Assert.Equal("""{"a":"5","c":"4"}""", patched.Json["data"]!.ToJsonString());
    }

    [ContractFact]
    public async Task Json_patch_moves_and_copies()
    {
        await ns.CreateConfigMapAsync("moves", """{"data": {"a": "1"}}""");

        var patched = (await PatchAsync(
            "moves", """[{"op": "move", "from": "/data/a", "path": "/data/b"}, {"op": "copy", "from": "/data/b", "path": "/data/c"}]"""))
            .Expect(200);

        Assert.Equal("""{"b":"1","c":"1"}""", patched.Json["data"]!.ToJsonString());
    }

    [ContractFact]
    public async Task Json_patch_inserts_into_arrays_by_index_and_appends_by_dash()
    {
        await ns.CreateConfigMapAsync("arrays", metadata: """{"finalizers": ["contract.allocator.test/b"]}""");

        var added = (await PatchAsync("arrays", """
            [{"op": "add", "path": "/metadata/finalizers/-", "value": "contract.allocator.test/c"},
             {"op": "add", "path": "/metadata/finalizers/0", "value": "contract.allocator.test/a"}]
            """)).Expect(200);
        (await PatchAsync("arrays", """[{"op": "add", "path": "/metadata/finalizers/9", "value": "contract.allocator.test/d"}]"""))
            .ExpectFailure(422, "Invalid");
        var removed = (await PatchAsync("arrays", """[{"op": "remove", "path": "/metadata/finalizers/1"}]""")).Expect(200);

        Assert.Equal(["contract.allocator.test/a", "contract.allocator.test/b", "contract.allocator.test/c"], added.Strings("metadata.finalizers"));
        Assert.Equal(["contract.allocator.test/a", "contract.allocator.test/c"], removed.Strings("metadata.finalizers"));
        (await PatchAsync("arrays", """[{"op": "remove", "path": "/metadata/finalizers"}]""")).Expect(200);
    }

    [ContractFact]
    public async Task Json_patch_reads_slash_and_tilde_as_escapes()
    {
        await ns.CreateConfigMapAsync("escapes", metadata: """{"annotations": {"example.com/a": "1"}}""");

        var patched = (await PatchAsync("escapes", """
            [{"op": "replace", "path": "/metadata/annotations/example.com~1a", "value": "2"},
             {"op": "add", "path": "/data", "value": {}}, {"op": "add", "path": "/data/b", "value": "~"}]
            """)).Expect(200);
        var refused = (await PatchAsync("escapes", """[{"op": "add", "path": "/data/a~0b", "value": "x"}]""")).ExpectFailure(422, "Invalid");

        Assert.Equal("2", patched.Metadata["annotations"]!["example.com/a"]!.ToString());
        Assert.Equal([("FieldValueInvalid", "data[a~b]")], refused.Causes);
    }

    [ContractFact]
    public async Task Json_patch_with_a_test_that_holds_is_applied()
    {
        var created = await ns.CreateConfigMapAsync("holds", """{"data": {"a": "1"}}""");

        var patched = await PatchAsync("holds", $$"""
            [{"op": "test", "path": "/metadata/uid", "value": "{{created.Uid}}"}, {"op": "test", "path": "/data/a", "value": "1"},
             {"op": "replace", "path": "/data/a", "value": "2"}]
            """);

        Assert.Equal("2", patched.Expect(200).At("data.a"));
    }

    [ContractFact]
    public async Task Json_patch_with_a_test_that_fails_answers_422_without_causes_and_changes_nothing()
    {
        var created = await ns.CreateConfigMapAsync("fails", """{"data": {"a": "1"}}""");

        var refused = (await PatchAsync(
            "fails", """[{"op": "add", "path": "/data/b", "value": "2"}, {"op": "test", "path": "/data/a", "value": "9"}]"""))
            .ExpectFailure(422, "Invalid");

        Assert.Equal(Rejected, refused.Message);
        Assert.Empty(refused.Causes);
        Assert.Equal(created.ResourceVersion, (await ns.ReadAsync("configmaps", "fails")).ResourceVersion);
    }

    [ContractFact]
    public async Task Json_patch_test_of_an_absent_value_fails_unless_it_is_null()
    {
        await ns.CreateConfigMapAsync("absent-value", """{"data": {"a": "1"}}""");

        (await PatchAsync("absent-value", """[{"op": "test", "path": "/data/b", "value": "1"}]""")).ExpectFailure(422, "Invalid");
        (await PatchAsync("absent-value", """[{"op": "test", "path": "/data/b", "value": null}]""")).Expect(200);
    }

    [ContractFact]
    public async Task Json_patch_that_removes_what_is_absent_or_adds_below_it_answers_422()
    {
        await ns.CreateConfigMapAsync("paths", """{"data": {"a": "1"}}""");

        foreach (var operation in new[]
        {
            """{"op": "remove", "path": "/data/absent"}""",
            """{"op": "remove", "path": "/binaryData/absent"}""",
            """{"op": "add", "path": "/absent/a", "value": "1"}""",
        })
        {
            Assert.Equal(Rejected, (await PatchAsync("paths", $"[{operation}]")).ExpectFailure(422, "Invalid").Message);
        }
    }

    [ContractFact]
    public async Task Json_patch_of_an_unknown_operation_or_without_a_path_answers_422()
    {
        await ns.CreateConfigMapAsync("unknown");

        (await PatchAsync("unknown", """[{"op": "bogus", "path": "/data"}]""")).ExpectFailure(422, "Invalid");
        (await PatchAsync("unknown", """[{"op": "add", "value": "1"}]""")).ExpectFailure(422, "Invalid");
    }

    [ContractFact]
    public async Task Json_patch_that_is_no_JSON_array_answers_400()
    {
        await ns.CreateConfigMapAsync("malformed");

        foreach (var text in new[] { """{"op": "add"}""", "[", "" })
            (await ns.Api.SendTextAsync(HttpMethod.Patch, ns.Path("configmaps", "malformed"), text, "application/json-patch+json"))
                .ExpectFailure(400, "BadRequest");
    }

    [ContractFact]
    public async Task Json_patch_without_operations_changes_nothing()
    {
        var created = await ns.CreateConfigMapAsync("nothing");

        Assert.Equal(created.ResourceVersion, (await PatchAsync("nothing", "[]")).Expect(200).ResourceVersion);
    }

    [ContractFact]
    public async Task Json_patch_of_an_absent_object_answers_404() => (await PatchAsync("absent", "[]")).ExpectFailure(404, "NotFound");

    [ContractFact]
    public async Task Json_patch_to_another_uid_answers_422_about_it_and_to_another_resourceVersion_409()
    {
        await ns.CreateConfigMapAsync("identity");

        var uid = (await PatchAsync("identity", """[{"op": "replace", "path": "/metadata/uid", "value": "other"}]""")).ExpectFailure(422, "Invalid");
        (await PatchAsync("identity", """[{"op": "replace", "path": "/metadata/resourceVersion", "value": "1"}]""")).ExpectFailure(409, "Conflict");

        Assert.Contains(("FieldValueInvalid", "metadata.uid"), uid.Causes);
    }

    [ContractFact]
    public async Task Json_patch_that_removes_the_name_answers_400()
    {
        await ns.CreateConfigMapAsync("nameless");

        (await PatchAsync("nameless", """[{"op": "remove", "path": "/metadata/name"}]""")).ExpectFailure(400, "BadRequest");
    }

    [ContractFact]
    public async Task Json_patch_to_a_value_of_another_type_answers_422_about_the_patch()
    {
        await ns.CreateConfigMapAsync("typed", """{"data": {"a": "1"}}""");

        var refused = (await PatchAsync("typed", """[{"op": "replace", "path": "/data/a", "value": 5}]""")).ExpectFailure(422, "Invalid");

        Assert.Equal([("FieldValueInvalid", "patch")], refused.Causes);
    }
}
