namespace Allocator.Embedded;

/// <summary>A kind of object and where the API serves it.</summary>
/// <param name="Group">The API group; empty for the core group.</param>
/// <param name="Version">The version within the group.</param>
/// <param name="Kind">The kind, for example <c>Deployment</c>.</param>
/// <param name="Plural">The name in paths, for example <c>deployments</c>.</param>
/// <param name="Namespaced">Whether objects live in a namespace.</param>
internal sealed record ResourceType(string Group, string Version, string Kind, string Plural, bool Namespaced)
{
    /// <summary>What <c>apiVersion</c> says.</summary>
    public string ApiVersion { get; } = Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary>The name in rules and messages: <c>deployments.apps</c>, <c>pods</c>.</summary>
    public string ResourceName { get; } = Group.Length == 0 ? Plural : $"{Plural}.{Group}";

    /// <summary>The name of the kind in messages: <c>Deployment.apps</c>, <c>Pod</c>.</summary>
    public string KindName { get; } = Group.Length == 0 ? Kind : $"{Kind}.{Group}";

    public override string ToString() => ResourceName;
}
