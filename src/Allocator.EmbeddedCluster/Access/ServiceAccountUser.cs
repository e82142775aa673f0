namespace Allocator.Embedded;

/// <summary>The user that a service account is.</summary>
/// <remarks>See <see href="https://kubernetes.io/docs/reference/access-authn-authz/authentication/#service-account-tokens"/>.</remarks>
internal static class ServiceAccountUser
{
    private const string Prefix = "system:serviceaccount:";

    public static string NameOf(string @namespace, string name) => $"{Prefix}{@namespace}:{name}";

    public static IReadOnlyList<string> GroupsOf(string @namespace) => ["system:serviceaccounts", $"system:serviceaccounts:{@namespace}"];

    /// <summary>The account that a user's name names; null if it is that of another user.</summary>
    public static ObjectKey? Parse(string user) =>
        user.StartsWith(Prefix, StringComparison.Ordinal) && user[Prefix.Length..].Split(':') is [{ Length: > 0 } space, { Length: > 0 } name]
            ? new ObjectKey(space, name)
            : null;
}
