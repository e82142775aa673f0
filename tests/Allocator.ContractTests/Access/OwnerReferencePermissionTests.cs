using System.Text.Json.Nodes;

namespace Allocator.Contract;

/// <summary>OwnerReferencesPermissionEnforcement: who may make an object another's dependent.</summary>
public sealed class OwnerReferencePermissionTests(ContractNamespace ns) : IClassFixture<ContractNamespace>
{
    private const string Rules = """[{"apiGroups": [""], "resources": ["configmaps"], "verbs": ["get", "create", "patch"]}]""";

    private const string Create = """{"verb": "create", "resource": "configmaps"}""";

    private Task<ApiAnswer> CreateAsync(ServiceAccountUser user, string name, bool? block, JsonNode owner) =>
        user.Api.PostAsync(ns.Path("configmaps"), Objects.ConfigMap(name, metadata: Objects.OwnedBy(block, owner)));

    [ContractFact]
    public async Task BlockOwnerDeletion_needs_update_of_the_finalizers_of_the_owner()
    {
        using var user = await ServiceAccountUser.CreateAsync(ns, "blocks");
        await user.GrantAsync("blocks", Rules, Create);
        var owner = await ns.CreateConfigMapAsync("owner");

        var refused = (await CreateAsync(user, "blocking", true, owner.Json)).ExpectFailure(403, "Forbidden");
        (await CreateAsync(user, "free", false, owner.Json)).Expect(201);
        (await CreateAsync(user, "silent", null, owner.Json)).Expect(201);

        Assert.StartsWith(
            "configmaps \"blocking\" is forbidden: cannot set blockOwnerDeletion if an ownerReference refers to a resource you can't set finalizers "
            + "on: ",
            refused.Message,
            StringComparison.Ordinal);
        await user.GrantAsync(
            "finalizers",
            """[{"apiGroups": [""], "resources": ["configmaps/finalizers"], "verbs": ["update"]}]""",
            """{"verb": "update", "resource": "configmaps", "subresource": "finalizers"}""");
        (await CreateAsync(user, "blocking", true, owner.Json)).Expect(201);
    }

    [ContractFact]
    public async Task BlockOwnerDeletion_of_an_unknown_kind_is_forbidden()
    {
        using var user = await ServiceAccountUser.CreateAsync(ns, "unknown");
        await user.GrantAsync("unknown", Rules, Create);

        var refused = (await CreateAsync(user, "stray", true, Objects.Of("v1", "Nothing", "n", metadata: """{"uid": "1"}""")))
            .ExpectFailure(403, "Forbidden");

        Assert.Equal(
            "configmaps \"stray\" is forbidden: cannot set blockOwnerDeletion in this case because cannot find RESTMapping for APIVersion v1 Kind "
            + "Nothing: "
            + "no matches for kind \"Nothing\" in version \"v1\"",
            refused.Message);
    }

    [ContractFact]
    public async Task Owner_of_an_existing_object_is_set_only_by_who_may_delete_it()
    {
        using var user = await ServiceAccountUser.CreateAsync(ns, "adopts");
        await user.GrantAsync("adopts", Rules, Create);
        var owner = await ns.CreateConfigMapAsync("adopter");
        await ns.CreateConfigMapAsync("adopted");
        var patch = new JsonObject { ["metadata"] = Objects.OwnedBy(null, owner.Json).ToObject() };

        var refused = (await user.Api.MergePatchAsync(ns.Path("configmaps", "adopted"), patch)).ExpectFailure(403, "Forbidden");

        Assert.StartsWith(
            "configmaps \"adopted\" is forbidden: cannot set an ownerRef on a resource you can't delete: ",
            refused.Message,
            StringComparison.Ordinal);
        await user.GrantAsync(
            "deletes",
            """[{"apiGroups": [""], "resources": ["configmaps"], "verbs": ["delete"]}]""",
            """{"verb": "delete", "resource": "configmaps"}""");
        (await user.Api.MergePatchAsync(ns.Path("configmaps", "adopted"), patch)).Expect(200);
    }
}
