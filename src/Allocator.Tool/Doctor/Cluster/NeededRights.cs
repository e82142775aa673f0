using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Allocator.Tool;

/// <summary>A right of the documented role.</summary>
/// <param name="Verb">The verb.</param>
/// <param name="Kind">On what.</param>
/// <param name="Subresource">On which part of it; null for the object itself.</param>
internal sealed record NeededRight(string Verb, ResourceKind Kind, string? Subresource)
{
    public string Resource => Subresource is null ? Kind.ResourceName : $"{Kind.Plural}/{Subresource}";

    /// <summary>Whether only templates with objects of this kind need it: the record, the pods and what the library adds itself are in these two groups.</summary>
    public bool IsForSomeTemplates => Kind.Group is not ("" or "coordination.k8s.io");
}

/// <summary>Reads the documented role.</summary>
internal static class NeededRights
{
    public static IReadOnlyList<NeededRight> Read()
    {
        using var reader = new StreamReader(typeof(NeededRights).Assembly.GetManifestResourceStream("role.yaml")!);
        var role = new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).IgnoreUnmatchedProperties().Build().Deserialize<Role>(reader);
        return
        [
            .. from rule in role.Rules
               from resource in rule.Resources
               from verb in rule.Verbs
               let parts = resource.Split('/')
               select new NeededRight(verb, new ResourceKind(rule.ApiGroups[0], "v1", "", parts[0], Namespaced: true), parts.ElementAtOrDefault(1)),
        ];
    }

    private sealed class Role
    {
        public List<Rule> Rules { get; set; } = [];
    }

    private sealed class Rule
    {
        public List<string> ApiGroups { get; set; } = [];

        public List<string> Resources { get; set; } = [];

        public List<string> Verbs { get; set; } = [];
    }
}
