using System.Text.Json.Nodes;
using Allocator.Testing;

namespace Allocator.Embedded;

/// <summary>A cluster without a server, whose controllers run when a test says so.</summary>
internal sealed class SteppedCluster : IDisposable
{
    private readonly List<IController> _controllers;

    public SteppedCluster()
    {
        Operations = new(new(), new(BuiltInKinds.All), Clock);
        Accounts = new(Operations);
        Tokens = new(Store, Clock);
        Authorizer = new(Store);
        _controllers =
        [
            Accounts, new RootCertificatePublisher(Operations, "CERTIFICATE"), new RoleAggregation(Operations), new DefinitionController(Operations),
        ];
        BootstrapRoles.Create(Store, Clock);
        Operations.UseAdmission(
            new NamespaceLifecycle(Store),
            new ServiceAccountAdmission(Store, Accounts.Provide),
            new OwnerReferencesAdmission(Operations.Kinds, Authorizer),
            new EscalationAdmission(Authorizer));
        Create(ResourceTypes.Namespaces, "", "shop");
        Settle();
    }

    public ManualTimeProvider Clock { get; } = new();

    public ObjectOperations Operations { get; }

    public ObjectStore Store => Operations.Store;

    public ServiceAccountController Accounts { get; }

    public TokenAuthority Tokens { get; }

    public RbacAuthorizer Authorizer { get; }

    /// <summary>Runs the controllers until nothing changes any more.</summary>
    public void Settle()
    {
        while (Store.Feed.Take(out _) is { Count: > 0 } changes)
        {
            foreach (var controller in _controllers)
            {
                foreach (var reference in changes.SelectMany(controller.Affected).Distinct().ToList())
                    controller.Reconcile(reference);
            }
        }
    }

    /// <summary>Creates an object from JSON, as a user does; without one as the administrator.</summary>
    public StoredObject Create(ResourceType type, string @namespace, string name, string json = "{}", UserInfo? user = null) =>
        Create(Operations.Kinds.Of(type), @namespace, name, json, user);

    public StoredObject Create(KindDefinition kind, string @namespace, string name, string json = "{}", UserInfo? user = null)
    {
        var obj = JsonNode.Parse(json)!.AsObject();
        obj["apiVersion"] = kind.Type.ApiVersion;
        obj["kind"] = kind.Type.Kind;
        obj.Child("metadata")["name"] = name;
        return Operations.Create(kind, @namespace, obj, new(user ?? UserInfo.System));
    }

    /// <summary>Lets a user do something in the namespace <c>shop</c>.</summary>
    public void Grant(string user, string verbs, string resources, string group = "", string names = "")
    {
        var role = $"{user}-{Store.Version}";
        Create(ResourceTypes.Roles, "shop", role, $$"""
            { "rules": [ { "verbs": {{List(verbs)}}, "apiGroups": ["{{group}}"], "resources": {{List(resources)}},
                "resourceNames": {{List(names)}} } ] }
            """);
        Create(ResourceTypes.RoleBindings, "shop", role, $$"""
            { "roleRef": { "apiGroup": "rbac.authorization.k8s.io", "kind": "Role", "name": "{{role}}" },
              "subjects": [ { "apiGroup": "rbac.authorization.k8s.io", "kind": "User", "name": "{{user}}" } ] }
            """);
    }

    public static UserInfo User(string name, params string[] groups) => new(name, "", [.. groups, UserInfo.AuthenticatedGroup]);

    public void Dispose() => Tokens.Dispose();

    private static string List(string words) => $"[{string.Join(',', words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => $"\"{word}\""))}]";
}
