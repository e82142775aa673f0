using System.Text.Json;

namespace Allocator.Embedded;

/// <summary>What is served because of a custom resource definition.</summary>
internal static class CustomKind
{
    /// <summary>The kind that a version is.</summary>
    /// <param name="version">The version.</param>
    /// <param name="names">The names that the kind got: <c>status.acceptedNames</c>.</param>
    /// <param name="since">The store's version now.</param>
    public static KindDefinition Of(CustomResourceVersion version, JsonElement names, long since) => new(version.Type)
    {
        IsCustom = true,
        Singular = names.Text("singular"),
        ListKind = names.Text("listKind"),
        ShortNames = Texts(names, "shortNames"),
        Categories = Texts(names, "categories"),
        HasStatus = version.HasStatus,
        HasScale = version.Scale is not null,
        Scale = version.Scale ?? ScaleDefinition.BuiltIn,
        HasGeneration = true,
        UpdateNeedsVersion = true,
        Table = version.Table,
        Rules = new CustomResourceRules(version, since),
    };

    private static IReadOnlyList<string> Texts(JsonElement names, string member) => [.. names.Member(member).Elements().Select(name => name.Text())];
}
