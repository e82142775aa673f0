namespace Allocator.Manifests;

/// <summary>What kinds of objects a template may hold: kinds the server has, in a namespace, and allowed.</summary>
internal static class KindRules
{
    /// <summary>Asks the server for the object's kind.</summary>
    public static async Task<ResourceKind> ResolveAsync(
        Manifest manifest, Func<string, string, CancellationToken, Task<ResourceKind>> resolve, CancellationToken cancellationToken)
    {
        try
        {
            return await resolve(manifest.ApiVersion, manifest.Kind, cancellationToken).ConfigureAwait(false);
        }
        catch (UnknownKindException e)
        {
            var nearest = AllowedKinds.Nearest(manifest.Kind);
            var hint = nearest is null || nearest == manifest.Kind
                ? "check apiVersion and kind, and that its custom resource definition is installed"
                : $"did you mean {nearest}?";
            throw manifest.Error($"the server does not serve {manifest.ApiVersion} {manifest.Kind}; {hint}", e);
        }
    }

    /// <summary>Refuses cluster-scoped kinds and those not allowed.</summary>
    public static void Check(Manifest manifest, ResourceKind kind, IReadOnlyCollection<string> allowed)
    {
        if (!kind.Namespaced)
            throw manifest.Error($"{kind} is cluster-scoped, but an instance has objects in its namespace only; create it outside the template");
        var value = AllowedKinds.OptionValue(kind);
        if (!AllowedKinds.Default.Contains(value) && !allowed.Contains(value))
            throw manifest.Error($"the kind {kind} is not allowed in templates; add '{value}' to the option AllowedKinds if it shall be");
    }
}
