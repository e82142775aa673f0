using System.Text.Json.Nodes;

namespace Allocator;

/// <summary>One verb on one resource.</summary>
/// <param name="Group">The API group; empty for the core.</param>
/// <param name="Resource">The resource, with its subresource after a slash.</param>
/// <param name="Verb">The verb.</param>
internal sealed record Right(string Group, string Resource, string Verb)
{
    /// <summary>The resource as errors name it: <c>leases.coordination.k8s.io/finalizers</c>.</summary>
    public string Named => Group.Length == 0 ? Resource
        : Resource.Split('/') is [var resource, var subresource] ? $"{resource}.{Group}/{subresource}"
        : $"{Resource}.{Group}";

    /// <summary>All that a role allows.</summary>
    public static IReadOnlyList<Right> Of(JsonNode role) =>
    [
        .. from rule in role["rules"]!.AsArray()
           from @group in Texts(rule!["apiGroups"])
           from resource in Texts(rule["resources"])
           from verb in Texts(rule["verbs"])
           select new Right(@group, resource, verb),
    ];

    /// <summary>The rule that allows this and no more.</summary>
    public JsonObject ToRule() => new()
    {
        ["apiGroups"] = new JsonArray(Group),
        ["resources"] = new JsonArray(Resource),
        ["verbs"] = new JsonArray(Verb),
    };

    public override string ToString() => $"{Verb} {Named}";

    private static IEnumerable<string> Texts(JsonNode? array) => array!.AsArray().Select(text => text!.GetValue<string>());
}
