using System.Text.RegularExpressions;

namespace Allocator;

/// <summary>The right that a 403 says is missing.</summary>
/// <param name="Verb">The verb.</param>
/// <param name="Kind">What it is missing for.</param>
/// <param name="Subresource">The part of it; null for the whole.</param>
/// <param name="User">Who lacks it, as messages begin.</param>
/// <param name="Namespace">Where it is missing; null if the refusal does not tell.</param>
internal sealed partial record MissingRight(string Verb, ResourceKind Kind, string? Subresource, string User, string? Namespace)
{
    /// <summary>The resource as RBAC rules name it, for example <c>pods/log</c>.</summary>
    public string Resource => Subresource is null ? Kind.ResourceName : $"{Kind.ResourceName}/{Subresource}";

    /// <summary>Reads the API server's message; null if it is not about a right: a quota, a policy or a webhook may have refused as well.</summary>
    public static MissingRight? Read(string message)
    {
        // OwnerReferencesPermissionEnforcement; all that we make is owned by a Lease.
        if (message.Contains("cannot set blockOwnerDeletion", StringComparison.Ordinal))
            return new MissingRight("update", ResourceKind.Lease, "finalizers", "The caller", null);
        if (RbacRefusal().Match(message) is not { Success: true } refusal)
            return null;
        var resource = refusal.Groups["resource"].Value.Split('/', 2);
        var kind = new ResourceKind(refusal.Groups["group"].Value, "", "", resource[0], Namespaced: true);
        return new MissingRight(refusal.Groups["verb"].Value, kind, resource.ElementAtOrDefault(1), $"User '{refusal.Groups["user"].Value}'", refusal.Groups["namespace"] is { Success: true, Value: var ns } ? ns : null);
    }

    // https://github.com/kubernetes/kubernetes/blob/master/staging/src/k8s.io/apiserver/pkg/endpoints/handlers/responsewriters/errors.go
    [GeneratedRegex("User \"(?<user>[^\"]*)\" cannot (?<verb>\\w+) resource \"(?<resource>[^\"]+)\" in API group \"(?<group>[^\"]*)\"( in the namespace \"(?<namespace>[^\"]+)\")?")]
    private static partial Regex RbacRefusal();
}
