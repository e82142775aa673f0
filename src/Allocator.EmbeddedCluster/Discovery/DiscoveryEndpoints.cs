using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>Says what is served.</summary>
/// <remarks>See <see href="https://kubernetes.io/docs/concepts/overview/kubernetes-api/#discovery-api"/>.</remarks>
internal sealed class DiscoveryEndpoints(KindCatalog kinds)
{
    private static readonly string[] s_verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];
    private static readonly string[] s_singleVerbs = [.. s_verbs.Except(["deletecollection"])];

    /// <summary>The document at a path; null if there is none.</summary>
    public JsonObject? Find(string path) => path.Trim('/').Split('/') switch
    {
        ["api"] => new()
        {
            ["kind"] = "APIVersions",
            ["versions"] = new JsonArray("v1"),
            ["serverAddressByClientCIDRs"] = new JsonArray(),
        },
        ["api", var version] => Resources("", version),
        ["apis"] => new()
        {
            ["kind"] = "APIGroupList",
            ["apiVersion"] = "v1",
            ["groups"] = new JsonArray([.. Groups().Select(group => Group(group.Key, group))]),
        },
        ["apis", var name] when Groups().FirstOrDefault(group => group.Key == name) is { } group => WithKind(Group(name, group)),
        ["apis", var name, var version] => Resources(name, version),
        _ => null,
    };

    public bool HasGroup(string group) => Groups().Any(served => served.Key == group);

    private IEnumerable<IGrouping<string, string>> Groups() => kinds.All
        .Select(kind => (kind.Type.Group, kind.Type.Version))
        .Concat(Reviews.Versions)
        .Where(served => served.Group.Length > 0)
        .Distinct()
        .GroupBy(served => served.Group, served => served.Version)
        .OrderBy(group => group.Key, StringComparer.Ordinal);

    private static JsonObject Group(string name, IEnumerable<string> versions)
    {
        var list = versions.Order(VersionOrder.Instance).Select(version => Version(name, version)).ToArray();
        return new()
        {
            ["name"] = name,
            ["versions"] = new JsonArray([.. list]),
            ["preferredVersion"] = list[0].DeepClone(),
        };
    }

    private static JsonObject WithKind(JsonObject group)
    {
        group.Insert(0, "kind", "APIGroup");
        group.Insert(1, "apiVersion", "v1");
        return group;
    }

    private static JsonObject Version(string group, string version) => new() { ["groupVersion"] = $"{group}/{version}", ["version"] = version };

    private JsonObject? Resources(string group, string version)
    {
        var resources = kinds.All.Where(kind => kind.Type.Group == group && kind.Type.Version == version)
            .OrderBy(kind => kind.Type.Plural, StringComparer.Ordinal).SelectMany(Resources)
            .Concat(Reviews.Resources(group, version)).ToArray();
        if (resources.Length == 0)
            return null;
        var list = new JsonObject { ["kind"] = "APIResourceList" };
        // The core group's list is older than the rule that lists have a version.
        if (group.Length > 0)
            list["apiVersion"] = "v1";
        list["groupVersion"] = group.Length == 0 ? version : $"{group}/{version}";
        list["resources"] = new JsonArray([.. resources]);
        return list;
    }

    private static IEnumerable<JsonObject> Resources(KindDefinition kind)
    {
        var resource = Resource(kind, kind.Type.Plural, kind.Type.Kind, kind.HasDeleteCollection ? s_verbs : s_singleVerbs);
        resource["singularName"] = kind.IsCustom ? kind.Singular : "";
        if (kind.ShortNames.Count > 0)
            resource["shortNames"] = new JsonArray([.. kind.ShortNames.Select(name => (JsonNode)name)]);
        if (kind.Categories.Count > 0)
            resource["categories"] = new JsonArray([.. kind.Categories.Select(name => (JsonNode)name)]);
        yield return resource;
        foreach (var subresource in Subresources(kind))
        {
            var entry = Resource(kind, $"{kind.Type.Plural}/{subresource.Name}", subresource.Kind, subresource.Verbs);
            if (subresource.Group is { } group)
                (entry["group"], entry["version"]) = (group, subresource.Version);
            yield return entry;
        }
    }

    private static IEnumerable<SubresourceDefinition> Subresources(KindDefinition kind)
    {
        string[] verbs = ["get", "patch", "update"];
        IEnumerable<SubresourceDefinition> all =
        [
            .. kind.Subresources,
            .. kind.HasStatus ? [new("status", kind.Type.Kind, verbs)] : (ReadOnlySpan<SubresourceDefinition>)[],
            .. kind.HasScale ? [new("scale", "Scale", verbs) { Group = "autoscaling", Version = "v1" }] : (ReadOnlySpan<SubresourceDefinition>)[],
        ];
        return kind.IsCustom ? all : all.OrderBy(subresource => subresource.Name, StringComparer.Ordinal);
    }

    private static JsonObject Resource(KindDefinition kind, string name, string kindName, IEnumerable<string> verbs) => new()
    {
        ["name"] = name,
        ["singularName"] = "",
        ["namespaced"] = kind.Type.Namespaced,
        ["kind"] = kindName,
        ["verbs"] = new JsonArray([.. verbs.Select(verb => (JsonNode)verb)]),
    };
}
