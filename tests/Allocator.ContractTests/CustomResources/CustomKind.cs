using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Allocator.Contract;

/// <summary>A custom kind of a test's own, in a group of its own: <c>widgets</c>.</summary>
internal sealed class CustomKind(ContractCluster cluster)
{
    public const string Definitions = "apis/apiextensions.k8s.io/v1/customresourcedefinitions";

    /// <summary>A version whose objects may have any field.</summary>
    public const string Anything = """{"openAPIV3Schema": {"type": "object", "x-kubernetes-preserve-unknown-fields": true}}""";

    public string Group { get; } = $"contract-{RandomNumberGenerator.GetHexString(8, lowercase: true)}.allocator.test";

    public string Name => $"widgets.{Group}";

    public string DefinitionPath => $"{Definitions}/{Name}";

    /// <summary>The resource, as a namespace's paths take it.</summary>
    public string Resource => $"{Group}/v1/widgets";

    public JsonObject Definition(string plural, string kind, [StringSyntax("json")] string spec)
    {
        var definition = Objects.Of("apiextensions.k8s.io/v1", "CustomResourceDefinition", $"{plural}.{Group}", $$"""{"spec": {{spec}}}""");
        definition["spec"]!["group"] = Group;
        definition["spec"]!["names"] ??= new JsonObject { ["plural"] = plural, ["kind"] = kind };
        return definition;
    }

    /// <summary>A definition with one version.</summary>
    public JsonObject Definition([StringSyntax("json")] string schema = Anything, string scope = "Namespaced") => Definition(
        "widgets", "Widget", $$"""{"scope": "{{scope}}", "versions": [{"name": "v1", "served": true, "storage": true, "schema": {{schema}}}]}""");

    public JsonObject Object(string name, [StringSyntax("json")] string spec = "{}", string version = "v1", string fields = "spec") =>
        Objects.Of($"{Group}/{version}", "Widget", name, $$"""{"{{fields}}": {{spec}}}""");

    /// <summary>Creates a definition and waits until its kind is served.</summary>
    public async Task<ApiAnswer> CreateAsync(JsonObject definition)
    {
        (await cluster.Api.PostAsync(Definitions, definition)).Expect(201);
        var established = await cluster.Api.UntilAsync(
            $"{Definitions}/{definition.Value("metadata.name")}", answer => Condition(answer, "Established").Status == "True");
        await cluster.Api.UntilAsync($"apis/{Group}/v1/widgets", answer => answer.Code == 200);
        await cluster.Api.UntilAsync($"apis/{Group}/v1", answer => answer.Code == 200);
        // Here the namespace controller looks for the kinds of which it deletes all objects.
        await cluster.Api.UntilAsync("apis", answer => answer.Json["groups"]!.AsArray().Any(item => item.Value("name") == Group));
        return established;
    }

    public Task DeleteAsync() => cluster.Api.SendAsync(HttpMethod.Delete, DefinitionPath, cancellationToken: CancellationToken.None);

    public static (string? Status, string? Reason, string? Message) Condition(ApiAnswer answer, string type) =>
        (answer.Json.Node("status.conditions") as JsonArray)?.FirstOrDefault(condition => condition.Value("type") == type) is { } found
            ? (found.Value("status"), found.Value("reason"), found.Value("message"))
            : default;
}
