using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;

namespace Allocator.Contract;

/// <summary>A service account, and requests with its token.</summary>
internal sealed class ServiceAccountUser : IDisposable
{
    private const string Rbac = "rbac.authorization.k8s.io/v1";

    private readonly ContractNamespace _namespace;

    private ServiceAccountUser(ContractNamespace ns, string account, string token)
    {
        _namespace = ns;
        Account = account;
        Token = token;
        Api = ns.Cluster.ApiFor(token);
    }

    public string Account { get; }

    public string Token { get; }

    public string Name => $"system:serviceaccount:{_namespace.Name}:{Account}";

    public RawApi Api { get; }

    public static async Task<ServiceAccountUser> CreateAsync(ContractNamespace ns, string account)
    {
        await ns.CreateAsync("serviceaccounts", Objects.Of("v1", "ServiceAccount", account));
        return new(ns, account, (await RequestTokenAsync(ns, account)).Expect(201).At("status.token")!);
    }

    public static Task<ApiAnswer> RequestTokenAsync(ContractNamespace ns, string account, [StringSyntax("json")] string spec = "{}") =>
        ns.Api.PostAsync(
            ns.Path("serviceaccounts", $"{account}/token"),
            Objects.Of("authentication.k8s.io/v1", "TokenRequest", null, $$"""{"spec": {{spec}}}"""));

    /// <summary>Grants rules by a Role and a RoleBinding, and waits until one access of theirs is allowed.</summary>
    public async Task GrantAsync(string name, [StringSyntax("json")] string rules, [StringSyntax("json")] string access)
    {
        await _namespace.CreateAsync($"{Rbac}/roles", Objects.Of(Rbac, "Role", name, $$"""{"rules": {{rules}}}"""));
        await BindAsync(name, "Role", name);
        await UntilAllowedAsync(access);
    }

    public async Task BindAsync(string name, string roleKind, string role)
    {
        var binding = Objects.Of(Rbac, "RoleBinding", name, $$"""
            {"roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "{{roleKind}}", "name": "{{role}}"},
             "subjects": [{"kind": "ServiceAccount", "name": "{{Account}}", "namespace": "{{_namespace.Name}}"}]}
            """);
        await _namespace.CreateAsync($"{Rbac}/rolebindings", binding);
    }

    public Task<ApiAnswer> UntilAllowedAsync([StringSyntax("json")] string access) =>
        RawApi.UntilAsync(access, () => ReviewAsync(access), answer => answer.At("status.allowed") == "true");

    /// <summary>Whether this user may do what the attributes say, in this namespace unless they name another.</summary>
    public async Task<bool> MayAsync([StringSyntax("json")] string access) => (await ReviewAsync(access)).At("status.allowed") == "true";

    /// <summary>A SubjectAccessReview by the administrator.</summary>
    public async Task<ApiAnswer> ReviewAsync([StringSyntax("json")] string access) => (await _namespace.Api.PostAsync(
        "apis/authorization.k8s.io/v1/subjectaccessreviews", Review("SubjectAccessReview", access))).Expect(201);

    /// <summary>A SelfSubjectAccessReview by the user.</summary>
    public async Task<ApiAnswer> ReviewSelfAsync([StringSyntax("json")] string access)
    {
        var review = Review("SelfSubjectAccessReview", access);
        review["spec"]!.AsObject().Remove("user");
        return (await Api.PostAsync("apis/authorization.k8s.io/v1/selfsubjectaccessreviews", review)).Expect(201);
    }

    public JsonObject Review(string kind, [StringSyntax("json")] string access)
    {
        var attributes = access.ToObject();
        if (!attributes.ContainsKey("namespace"))
            attributes["namespace"] = _namespace.Name;
        var review = Objects.Of("authorization.k8s.io/v1", kind, null);
        review["spec"] = new JsonObject { ["user"] = Name, ["resourceAttributes"] = attributes };
        return review;
    }

    public void Dispose() => Api.Dispose();
}
