using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;

namespace Allocator.Contract;

/// <summary>What tests of the API do with a resource of their namespace, by its path with group and version.</summary>
internal static class ResourceActions
{
    /// <summary>Posts, and expects nothing.</summary>
    public static Task<ApiAnswer> PostAsync(this ContractNamespace ns, string resource, JsonNode body) => ns.Api.PostAsync(ns.Path(resource), body);

    public static async Task<ApiAnswer> CreateAsync(this ContractNamespace ns, string resource, JsonNode body) =>
        (await ns.PostAsync(resource, body)).Expect(201);

    public static Task<ApiAnswer> CreateConfigMapAsync(
        this ContractNamespace ns, string name, [StringSyntax("json")] string fields = "{}", [StringSyntax("json")] string metadata = "{}") =>
        ns.CreateAsync("configmaps", Objects.ConfigMap(name, fields, metadata));

    public static Task<ApiAnswer> CreateLeaseAsync(
        this ContractNamespace ns, string name, [StringSyntax("json")] string spec = "{}", [StringSyntax("json")] string metadata = "{}") =>
        ns.CreateAsync(Objects.Leases, Objects.Lease(name, spec, metadata));

    /// <summary>Whatever the answer is.</summary>
    public static Task<ApiAnswer> ReadAsync(this ContractNamespace ns, string resource, string name) => ns.Api.GetAsync(ns.Path(resource, name));

    /// <summary>A list with a query such as <c>limit=1</c>.</summary>
    public static Task<ApiAnswer> ListAsync(this ContractNamespace ns, string resource, string query) =>
        ns.Api.GetAsync($"{ns.Path(resource)}?{query}");

    public static Task<ApiAnswer> MergeAsync(this ContractNamespace ns, string resource, string name, [StringSyntax("json")] string patch) =>
        ns.Api.MergePatchAsync(ns.Path(resource, name), JsonNode.Parse(patch)!);

    public static Task<ApiAnswer> RemoveAsync(this ContractNamespace ns, string resource, string name, JsonNode? options = null) =>
        ns.Api.DeleteAsync(ns.Path(resource, name), options);

    /// <summary>Waits until the object is gone.</summary>
    public static Task UntilAbsentAsync(this ContractNamespace ns, string resource, string name) =>
        ns.Api.UntilAsync(ns.Path(resource, name), answer => answer.Code == 404);

    /// <summary>Waits until an object has a deletionTimestamp.</summary>
    public static Task<ApiAnswer> UntilTerminatingAsync(this ContractNamespace ns, string resource, string name) =>
        ns.Api.UntilAsync(ns.Path(resource, name), answer => answer.At("metadata.deletionTimestamp") is not null);
}
