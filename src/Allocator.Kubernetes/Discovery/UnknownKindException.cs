namespace Allocator;

/// <summary>The server does not serve a kind.</summary>
public sealed class UnknownKindException : Exception
{
    /// <summary>Makes the exception.</summary>
    public UnknownKindException(
        string apiVersion, string kind, bool groupVersionServed, IReadOnlyList<string> suggestions, IReadOnlyList<string> servedVersions)
        : base(Describe(apiVersion, kind, groupVersionServed, suggestions, servedVersions))
    {
        ApiVersion = apiVersion;
        Kind = kind;
        GroupVersionServed = groupVersionServed;
        Suggestions = suggestions;
        ServedVersions = servedVersions;
    }

    /// <summary>The <c>apiVersion</c> that was asked for.</summary>
    public string ApiVersion { get; }

    /// <summary>The kind that was asked for.</summary>
    public string Kind { get; }

    /// <summary>Whether the server has this <c>apiVersion</c>, only without the kind.</summary>
    public bool GroupVersionServed { get; }

    /// <summary>Kinds of the same <c>apiVersion</c> with similar names.</summary>
    public IReadOnlyList<string> Suggestions { get; }

    /// <summary>The values of <c>apiVersion</c> that the server has of this group.</summary>
    public IReadOnlyList<string> ServedVersions { get; }

    private static string Describe(
        string apiVersion, string kind, bool groupVersionServed, IReadOnlyList<string> suggestions, IReadOnlyList<string> servedVersions)
    {
        if (suggestions.Count > 0)
            return $"The cluster's {apiVersion} has no kind {kind}. Did you mean {string.Join(" or ", suggestions)}?";
        var others = servedVersions.Where(version => version != apiVersion).ToList();
        var has = others.Count == 0 ? "" : $" It has {string.Join(", ", others)}.";
        var hint = others.Count == 0 ? " Is its CustomResourceDefinition installed?" : "";
        return groupVersionServed
            ? $"The cluster's {apiVersion} has no kind {kind}.{has}{hint}"
            : $"The cluster does not serve {apiVersion}, which {kind} was looked for in.{has}{hint}";
    }
}
