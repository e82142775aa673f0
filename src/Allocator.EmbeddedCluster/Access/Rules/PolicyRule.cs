using System.Text.Json;
using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>One rule of a role.</summary>
/// <remarks>See <see href="https://kubernetes.io/docs/reference/access-authn-authz/rbac/#role-and-clusterrole"/>.</remarks>
internal sealed record PolicyRule
{
    private const string All = "*";

    public IReadOnlyList<string> Verbs { get; init; } = [];

    public IReadOnlyList<string> Groups { get; init; } = [];

    public IReadOnlyList<string> Resources { get; init; } = [];

    /// <summary>The names it is limited to; empty for all.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    public IReadOnlyList<string> Paths { get; init; } = [];

    public static PolicyRule Read(JsonElement rule) => new()
    {
        Verbs = Texts(rule, "verbs"),
        Groups = Texts(rule, "apiGroups"),
        Resources = Texts(rule, "resources"),
        Names = Texts(rule, "resourceNames"),
        Paths = Texts(rule, "nonResourceURLs"),
    };

    public bool Allows(RequestAttributes request) => request.Path is { } path
        ? Has(Verbs, request.Verb) && Paths.Any(pattern => MatchesPath(pattern, path))
        : Has(Verbs, request.Verb)
            && Has(Groups, request.Group)
            && Resources.Any(resource => MatchesResource(resource, request))
            && (Names.Count == 0 || Names.Contains(request.Name));

    /// <summary>Whether it gives all that another rule gives, which has one verb and one group, resource and name, or one path.</summary>
    public bool Covers(PolicyRule atom) => Has(Verbs, atom.Verbs[0]) && (atom.Paths.Count > 0
        ? Paths.Any(pattern => MatchesPath(pattern, atom.Paths[0]))
        : Has(Groups, atom.Groups[0])
            && Resources.Any(resource => resource == All || resource == atom.Resources[0] || MatchesSubresource(resource, atom.Resources[0]))
            && (Names.Count == 0 || (atom.Names.Count > 0 && Names.Contains(atom.Names[0]))));

    public JsonObject ToJson()
    {
        var json = new JsonObject { ["verbs"] = Array(Verbs) };
        foreach (var (name, values) in (ReadOnlySpan<(string, IReadOnlyList<string>)>)
            [("apiGroups", Groups), ("resources", Resources), ("resourceNames", Names), ("nonResourceURLs", Paths)])
        {
            if (values.Count > 0)
                json[name] = Array(values);
        }

        return json;
    }

    private static bool MatchesResource(string pattern, RequestAttributes request) => pattern == All
        || pattern == request.FullResource
        || (request.Subresource.Length > 0 && pattern == $"*/{request.Subresource}");

    private static bool MatchesSubresource(string pattern, string resource) =>
        pattern.StartsWith("*/", StringComparison.Ordinal) && resource.Split('/', 2) is [_, var subresource] && pattern[2..] == subresource;

    private static bool MatchesPath(string pattern, string path) => pattern == All
        || pattern == path
        || (pattern.EndsWith('*') && path.StartsWith(pattern.TrimEnd('*'), StringComparison.Ordinal));

    private static bool Has(IReadOnlyList<string> values, string wanted) => values.Contains(All) || values.Contains(wanted);

    private static IReadOnlyList<string> Texts(JsonElement rule, string name) => [.. rule.Member(name).Elements().Select(item => item.Text())];

    private static JsonArray Array(IEnumerable<string> values) => [.. values.Select(value => JsonValue.Create(value))];
}
