using System.Text.Json;
using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>Which of the names that a definition wants it gets: those that no other definition of its group has.</summary>
internal static class NameClaims
{
    /// <summary>Decides.</summary>
    /// <param name="definition">The definition.</param>
    /// <param name="others">The accepted names of the group's other definitions.</param>
    public static NameClaim Decide(JsonElement definition, IReadOnlyList<JsonElement> others)
    {
        var resources = others
            .SelectMany(names => (string[])[names.Text("plural"), names.Text("singular"), .. Texts(names, "shortNames")])
            .ToHashSet();
        var kinds = others.SelectMany(names => (string[])[names.Text("kind"), names.Text("listKind")]).ToHashSet();
        var (wanted, had) = (definition.Member("spec", "names"), definition.Member("status", "acceptedNames"));
        var (reason, message) = ("", "");
        var accepted = new JsonObject
        {
            ["plural"] = Claim("plural", "PluralConflict", resources),
            ["singular"] = Claim("singular", "SingularConflict", resources),
            ["shortNames"] = ClaimShortNames(),
            ["kind"] = Claim("kind", "KindConflict", kinds),
            ["listKind"] = Claim("listKind", "ListKindConflict", kinds),
            ["categories"] = Array(Texts(wanted, "categories")),
        };
        foreach (var name in (string[])["singular", "shortNames", "listKind", "categories"])
        {
            if (accepted[name] is null or JsonArray { Count: 0 } || accepted.Text(name) is "")
                accepted.Remove(name);
        }

        return new(accepted, reason, message);

        string Claim(string member, string conflict, HashSet<string> taken)
        {
            var name = wanted.Text(member);
            if (name == had.Text(member) || !taken.Contains(name))
                return name;
            (reason, message) = (conflict, InUse(name));
            return had.Text(member);
        }

        JsonArray ClaimShortNames()
        {
            var names = Texts(wanted, "shortNames");
            var before = Texts(had, "shortNames");
            var problems = names.SequenceEqual(before) ? [] : names.Where(resources.Contains).Select(InUse).ToList();
            if (problems.Count == 0)
                return Array(names);
            (reason, message) = ("ShortNamesConflict", RbacAuthorizer.Listed(problems));
            return Array(before);
        }
    }

    private static string InUse(string name) => $"\"{name}\" is already in use";

    private static List<string> Texts(JsonElement names, string member) => [.. names.Member(member).Elements().Select(name => name.Text())];

    private static JsonArray Array(IEnumerable<string> names) => [.. names.Select(name => JsonValue.Create(name))];
}

/// <summary>The names that a definition gets.</summary>
/// <param name="Accepted">These names.</param>
/// <param name="Reason">Why it does not get all; empty if it does.</param>
/// <param name="Message">Which one is taken.</param>
internal sealed record NameClaim(JsonObject Accepted, string Reason, string Message)
{
    public bool IsComplete => Reason.Length == 0;
}
