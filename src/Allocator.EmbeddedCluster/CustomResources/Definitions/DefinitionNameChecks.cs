using System.Text.Json;

namespace Allocator.Embedded;

/// <summary>What is wrong with the names of a custom resource definition.</summary>
internal static class DefinitionNameChecks
{
    private static readonly string[] s_required = ["plural", "singular", "kind", "listKind"];

    public static IEnumerable<FieldError> Check(JsonElement names)
    {
        foreach (var member in s_required)
        {
            if (names.Text(member).Length == 0)
                yield return FieldError.Required(Field(member));
        }

        foreach (var member in s_required)
        {
            var isKind = member is "kind" or "listKind";
            var name = names.Text(member);
            if (name.Length > 0 && MetadataChecks.Rfc1035Problem(isKind ? name.ToLowerInvariant() : name) is { } problem)
            {
                var detail = isKind ? $"may have mixed case, but should otherwise match: {problem}" : problem;
                yield return FieldError.InvalidText(Field(member), name, detail);
            }
        }

        if (names.Text("kind") is { Length: > 0 } kind && kind == names.Text("listKind"))
            yield return FieldError.InvalidText(Field("listKind"), kind, "kind and listKind may not be the same");
        foreach (var member in (string[])["shortNames", "categories"])
        {
            var index = 0;
            foreach (var name in names.Member(member).Elements().Select(item => item.Text()))
            {
                if (MetadataChecks.Rfc1035Problem(name) is { } problem)
                    yield return FieldError.InvalidText($"{Field(member)}[{index}]", name, problem);
                index++;
            }
        }
    }

    private static string Field(string member) => $"spec.names.{member}";
}
