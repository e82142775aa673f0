using System.Text.RegularExpressions;

namespace Allocator.Manifests;

/// <summary>Where an object may be: in the instance's namespace, under a name that no other instance can have, once.</summary>
internal static partial class NameRules
{
    /// <summary>The longest name: controllers append to it, and what they make must stay within 63 characters.</summary>
    public const int MaxLength = 52;

    public static void Check(Manifest manifest, InstanceScope scope)
    {
        var name = manifest.Name;
        if (name != scope.InstanceName && !name.StartsWith(scope.InstanceName + "-", StringComparison.Ordinal))
        {
            throw manifest.Error(
                $"its name must be the instance's ('{scope.InstanceName}') or begin with '{scope.InstanceName}-', so that no two instances "
                + "have the same; write {{.Name}} or {{.Name}}-something");
        }

        if (name.Length > MaxLength)
            throw manifest.Error($"its name has {name.Length} characters; {MaxLength} are the most, because controllers append to it");
        if (!DnsSubdomain().IsMatch(name))
            throw manifest.Error("its name may have only lower-case letters, digits, '-' and '.', and must begin and end with a letter or digit");
        if (manifest.Object.NodeAt("metadata", "namespace") is { } ns && ns.AsText() != scope.Namespace)
        {
            throw manifest.Error(
                $"it is in the namespace {ns.ToJsonString()}; all objects of an instance are in '{scope.Namespace}'. Leave metadata.namespace out");
        }
    }

    /// <summary>Refuses a second object of the same kind and name.</summary>
    public static void CheckUnique(IEnumerable<PreparedObject> objects)
    {
        var seen = new HashSet<(string, string, string)>();
        foreach (var prepared in objects)
        {
            if (!seen.Add((prepared.Kind.Group, prepared.Kind.Kind, prepared.Name)))
                throw prepared.Source!.Error("the template has two objects of this kind and name; give one of them another name");
        }
    }

    [GeneratedRegex(@"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex DnsSubdomain();
}
