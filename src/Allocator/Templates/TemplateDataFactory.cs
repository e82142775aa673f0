using System.Text.RegularExpressions;

namespace Allocator;

/// <summary>Builds what a template sees.</summary>
internal static partial class TemplateDataFactory
{
    /// <summary>The data of one rendering.</summary>
    /// <exception cref="AllocatorException">A parameter's name is not a word.</exception>
    public static TemplateData Create(TemplateFacts facts)
    {
        if (facts.AllParameters.Keys.FirstOrDefault(static name => !IsParameterName(name)) is { } wrong)
            throw new AllocatorException($"The parameter name '{wrong}' is not a word: a letter, then letters, digits, '-' and '_'.");
        var mountName = $"{facts.MountRoot ?? $"{facts.Namespace}/sb"}/{facts.Name}";
        return new TemplateData(
            new Dictionary<string, object?>
            {
                ["Name"] = facts.Name,
                ["MountName"] = mountName,
                ["AccessList"] = AccessList(facts),
                ["CreatorInfo"] = CreatorInfo(facts.Caller, mountName),
                ["OwnerHash"] = facts.OwnerHash,
                ["Owner"] = facts.Caller.Identity,
                ["Version"] = facts.Version,
                ["Namespace"] = facts.Namespace,
                ["Service"] = facts.Service,
                ["Disk"] = new Dictionary<string, object?>
                {
                    ["Name"] = facts.Name,
                    ["Size"] = facts.DiskSize,
                    ["StorageClass"] = facts.DiskStorageClass,
                },
                ["Secret"] = facts.Name,
                ["Parameters"] = facts.AllParameters.ToDictionary(static p => p.Key, p => Typed(facts, p.Key, p.Value), StringComparer.Ordinal),
            },
            facts.Seed);
    }

    /// <summary>Whether a parameter may have the name: it is a plain key also in JSON and YAML, since templates may list all.</summary>
    public static bool IsParameterName(string name) => ParameterName().IsMatch(name);

    private static object? Typed(TemplateFacts facts, string name, string value) => facts.DeclaredParameters.GetValueOrDefault(name)?.Parse(value) ?? value;

    /// <summary>JSON of the access list, encoded a second time to stand within a JSON string.</summary>
    private static string AccessList(TemplateFacts facts) =>
        GoJson.String($$"""{"In":{{GoJson.Array([.. facts.Administrators, .. facts.Caller.BlessingNames])}},"NotIn":null}""")[1..^1];

    /// <summary>A whole JSON string literal whose content is JSON, to be an annotation's value.</summary>
    private static string CreatorInfo(CallerValues caller, string mountName)
    {
        var (email, blessings, mount) = (GoJson.String(caller.Identity), GoJson.Array(caller.BlessingNames), GoJson.String(mountName));
        return GoJson.String($$"""{"email":{{email}},"blessingNames":{{blessings}},"mountName":{{mount}}}""");
    }

    [GeneratedRegex(@"^[A-Za-z][-A-Za-z0-9_]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex ParameterName();
}
