using System.Diagnostics.CodeAnalysis;

namespace Allocator.Contract;

public sealed class DefinitionTests(ContractNamespace ns) : IClassFixture<ContractNamespace>
{
    private readonly CustomKind _kind = new(ns.Cluster);

    private Task<ApiAnswer> RefusedAsync(string plural, [StringSyntax("json")] string spec, string? name = null)
    {
        var definition = _kind.Definition(plural, "Widget", spec);
        if (name is not null)
            definition["metadata"]!["name"] = name;
        return ns.Api.PostAsync(CustomKind.Definitions, definition);
    }

    [ContractFact]
    public async Task Definition_that_is_incomplete_answers_422_with_the_fields()
    {
        const string Version = """{"name": "v1", "served": true, "storage": true, "schema": {"openAPIV3Schema": {"type": "object"}}}""";

        var name = (await RefusedAsync("widgets", $$"""{"scope": "Namespaced", "versions": [{{Version}}]}""", $"others.{_kind.Group}"))
            .ExpectFailure(422, "Invalid");
        var scope = (await RefusedAsync("widgets", $$"""{"scope": "Everywhere", "versions": [{{Version}}]}""")).ExpectFailure(422, "Invalid");
        var none = (await RefusedAsync("widgets", $$"""{"versions": [{{Version}}]}""")).ExpectFailure(422, "Invalid");
        var versions = (await RefusedAsync("widgets", """{"scope": "Namespaced", "versions": []}""")).ExpectFailure(422, "Invalid");
        var schema = (await RefusedAsync("widgets", """{"scope": "Namespaced", "versions": [{"name": "v1", "served": true, "storage": true}]}"""))
            .ExpectFailure(422, "Invalid");

        Assert.Equal(
            $"CustomResourceDefinition.apiextensions.k8s.io \"others.{_kind.Group}\" is invalid: metadata.name: Invalid value: "
            + $"\"others.{_kind.Group}\": "
            + "must be spec.names.plural+\".\"+spec.group",
            name.Message);
        Assert.Equal([("FieldValueNotSupported", "spec.scope")], scope.Causes);
        Assert.Equal([("FieldValueRequired", "spec.scope")], none.Causes);
        Assert.Contains(("FieldValueInvalid", "spec.versions"), versions.Causes);
        Assert.Equal([("FieldValueRequired", "spec.versions[0].schema.openAPIV3Schema")], schema.Causes);
    }

    [ContractFact]
    public async Task Definition_with_a_schema_that_is_not_structural_answers_422()
    {
        var refused = (await RefusedAsync("widgets", """
            {"scope": "Namespaced", "versions": [{"name": "v1", "served": true, "storage": true,
              "schema": {"openAPIV3Schema": {"type": "object", "properties": {"spec": {"properties": {"a": {"type": "string"}}}}}}}]}
            """)).ExpectFailure(422, "Invalid");

        Assert.Equal("FieldValueRequired", Assert.Single(refused.Causes).Reason);
        Assert.EndsWith(
            "openAPIV3Schema.properties[spec].type: Required value: must not be empty for specified object fields",
            refused.Message,
            StringComparison.Ordinal);
    }

    [ContractFact]
    public async Task Definition_of_names_that_are_taken_is_not_served()
    {
        await _kind.CreateAsync(_kind.Definition());
        var second = _kind.Definition("gadgets", "Widget", $$"""
            {"scope": "Namespaced", "versions": [{"name": "v1", "served": true, "storage": true, "schema": {{CustomKind.Anything}}}]}
            """);

        (await ns.Api.PostAsync(CustomKind.Definitions, second)).Expect(201);
        var path = $"{CustomKind.Definitions}/gadgets.{_kind.Group}";
        var refused = await ns.Api.UntilAsync(path, answer => CustomKind.Condition(answer, "NamesAccepted").Status is not null);

        Assert.Equal(("False", "ListKindConflict", "\"WidgetList\" is already in use"), CustomKind.Condition(refused, "NamesAccepted"));
        Assert.Equal(("False", "NotAccepted", "not all names are accepted"), CustomKind.Condition(refused, "Established"));
        (await ns.Api.GetAsync($"apis/{_kind.Group}/v1/gadgets")).Expect(404);
        (await ns.Api.DeleteAsync(path)).Expect(200);
        await _kind.DeleteAsync();
    }

    [ContractFact]
    public async Task Versions_of_a_cluster_scoped_kind_show_the_same_objects_with_their_own_apiVersion()
    {
        await _kind.CreateAsync(_kind.Definition("widgets", "Widget", $$"""
            {"scope": "Cluster", "versions": [
              {"name": "v1", "served": true, "storage": true, "schema": {{CustomKind.Anything}}},
              {"name": "v1beta1", "served": true, "storage": false, "schema": {{CustomKind.Anything}}},
              {"name": "v1alpha1", "served": false, "storage": false, "schema": {{CustomKind.Anything}}}]}
            """));
        var collection = $"apis/{_kind.Group}/v1/widgets";
        (await ns.Api.PostAsync(collection, _kind.Object("shown", """[1, "a"]""", fields: "anything"))).Expect(201);

        var beta = await ns.Api.UntilAsync($"apis/{_kind.Group}/v1beta1/widgets/shown", answer => answer.Code == 200);
        var list = (await ns.Api.GetAsync($"apis/{_kind.Group}/v1beta1/widgets")).Expect(200);
        var group = await ns.Api.UntilAsync($"apis/{_kind.Group}", answer => answer.Code == 200);

        Assert.Equal(($"{_kind.Group}/v1beta1", "a"), (beta.At("apiVersion"), beta.At("anything.1")));
        Assert.Equal($"{_kind.Group}/v1beta1", list.At("items.0.apiVersion"));
        Assert.Equal(["v1", "v1beta1"], group.Json["versions"]!.AsArray().Select(version => version.At("version")));
        (await ns.Api.GetAsync($"apis/{_kind.Group}/v1alpha1/widgets")).Expect(404);
        (await ns.Api.GetAsync(ns.Path(_kind.Resource))).Expect(404);
        await _kind.DeleteAsync();
    }

    [ContractFact]
    public async Task Group_and_scope_of_a_definition_are_immutable()
    {
        await _kind.CreateAsync(_kind.Definition());

        var scope = (await ns.Api.MergePatchAsync(_kind.DefinitionPath, """{"spec": {"scope": "Cluster"}}""".ToObject()))
            .ExpectFailure(422, "Invalid");
        var group = (await ns.Api.MergePatchAsync(_kind.DefinitionPath, """{"spec": {"group": "other.test"}}""".ToObject()))
            .ExpectFailure(422, "Invalid");

        Assert.EndsWith("spec.scope: Invalid value: \"Cluster\": field is immutable", scope.Message, StringComparison.Ordinal);
        Assert.Contains(("FieldValueInvalid", "spec.group"), group.Causes);
        await _kind.DeleteAsync();
    }

    [ContractFact]
    public async Task Delete_of_a_definition_deletes_its_objects_and_serves_the_kind_no_more()
    {
        await _kind.CreateAsync(_kind.Definition());
        await ns.CreateAsync(_kind.Resource, _kind.Object("gone"));

        var deleted = (await ns.Api.DeleteAsync(_kind.DefinitionPath)).Expect(200);
        await ns.Api.UntilAsync(_kind.DefinitionPath, answer => answer.Code == 404);

        Assert.NotNull(deleted.At("metadata.deletionTimestamp"));
        Assert.Equal(["customresourcecleanup.apiextensions.k8s.io"], deleted.Strings("metadata.finalizers"));
        await ns.Api.UntilAsync(ns.Path(_kind.Resource), answer => answer.Code == 404);
        await ns.Api.UntilAsync("apis", answer => !answer.Json["groups"]!.AsArray().Any(group => group.At("name") == _kind.Group));
        await _kind.CreateAsync(_kind.Definition());
        Assert.Empty((await ns.Api.GetAsync(ns.Path(_kind.Resource))).Expect(200).Items);
        await _kind.DeleteAsync();
    }

    [ContractFact]
    public async Task Termination_of_a_namespace_deletes_its_custom_objects()
    {
        await _kind.CreateAsync(_kind.Definition());
        var other = new ContractNamespace(ns.Cluster);
        await other.InitializeAsync();
        await other.CreateAsync(_kind.Resource, _kind.Object("inside"));

        await other.DisposeAsync();

        await ns.Api.UntilAsync($"api/v1/namespaces/{other.Name}", answer => answer.Code == 404);
        Assert.Empty((await ns.Api.GetAsync($"apis/{_kind.Group}/v1/widgets")).Expect(200).Items);
        await _kind.DeleteAsync();
    }
}
