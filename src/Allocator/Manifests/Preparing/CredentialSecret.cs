using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Allocator.Manifests;

/// <summary>The Secret with the instance's name that holds what the caller grants to the instance.</summary>
internal static partial class CredentialSecret
{
    /// <summary>The Secret, or null if the caller grants nothing.</summary>
    /// <exception cref="AllocatorException">A key is not one that a Secret can have.</exception>
    public static PreparedObject? For(IReadOnlyList<PreparedObject> objects, InstanceScope scope)
    {
        if (scope.Credentials.Count == 0)
            return null;
        if (objects.FirstOrDefault(o => o.Kind == ResourceKind.Secret && o.Name == scope.InstanceName)?.Source is { } source)
            throw source.Error("the Secret with the instance's name is for the caller's credentials; give this one another name");
        var data = new JsonObject();
        foreach (var (key, value) in scope.Credentials)
        {
            if (!Key().IsMatch(key))
            {
                throw new AllocatorException(
                    $"The credential key '{key}' cannot be one of a Secret: it may have up to 253 letters, digits, '-', '_' and '.'.");
            }

            data[key] = Convert.ToBase64String(Encoding.UTF8.GetBytes(value));
        }

        return OwnObject.Create(ResourceKind.Secret, new JsonObject { ["type"] = "Opaque", ["data"] = data }, scope);
    }

    [GeneratedRegex(@"^(?!\.{1,2}\z)[-._a-zA-Z0-9]{1,253}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Key();
}
