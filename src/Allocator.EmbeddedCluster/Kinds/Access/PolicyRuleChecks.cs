using System.Text.Json;

namespace Allocator.Embedded;

/// <summary>What is wrong with the rules of a role.</summary>
internal static class PolicyRuleChecks
{
    private const string Both = "rules cannot apply to both regular resources and non-resource URLs";

    public static IEnumerable<FieldError> Check(JsonElement role, bool isNamespaced)
    {
        foreach (var (i, rule) in role.Member("rules").Elements().Index())
        {
            var path = $"rules[{i}]";
            if (!Any(rule, "verbs"))
                yield return FieldError.Required($"{path}.verbs", "verbs must contain at least one value");
            if (Any(rule, "nonResourceURLs"))
            {
                var urls = GoValues.List("string", rule.Member("nonResourceURLs"));
                if (isNamespaced)
                    yield return FieldError.Invalid($"{path}.nonResourceURLs", urls, "namespaced rules cannot apply to non-resource URLs");
                if (Any(rule, "apiGroups") || Any(rule, "resources") || Any(rule, "resourceNames"))
                    yield return FieldError.Invalid($"{path}.nonResourceURLs", urls, Both);
                continue;
            }

            if (!Any(rule, "apiGroups"))
                yield return FieldError.Required($"{path}.apiGroups", "resource rules must supply at least one api group");
            if (!Any(rule, "resources"))
                yield return FieldError.Required($"{path}.resources", "resource rules must supply at least one resource");
        }
    }

    private static bool Any(JsonElement rule, string member) => rule.Member(member).Elements().Any();
}
