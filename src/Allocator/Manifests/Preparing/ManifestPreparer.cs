namespace Allocator.Manifests;

/// <summary>Checks what a template rendered and makes of it what is applied.</summary>
/// <param name="resolve">Says what an apiVersion and kind are; throws <see cref="UnknownKindException"/> if the server does not have them.</param>
internal sealed class ManifestPreparer(Func<string, string, CancellationToken, Task<ResourceKind>> resolve)
{
    /// <summary>The most objects that one instance may consist of.</summary>
    public const int MaxObjects = 100;

    private readonly VersionLift _lift = new(resolve);

    /// <summary>Checks the objects and completes copies of them.</summary>
    /// <exception cref="TemplateException">An object cannot be part of an instance; names it, and what to do.</exception>
    public async Task<PreparedInstance> PrepareAsync(
        IReadOnlyList<Manifest> manifests, InstanceScope scope, CancellationToken cancellationToken = default)
    {
        if (manifests.Count > MaxObjects)
            throw manifests[MaxObjects].Error($"the template renders {manifests.Count} objects; {MaxObjects} are the most that an instance may have");

        var warnings = new List<string>();
        var objects = new List<(Manifest Manifest, ResourceKind Kind)>();
        foreach (var manifest in manifests.Select(static m => m with { Object = m.Object.DeepClone().AsObject() }))
        {
            warnings.AddRange(await _lift.LiftAsync(manifest, cancellationToken).ConfigureAwait(false));
            var kind = await KindRules.ResolveAsync(manifest, resolve, cancellationToken).ConfigureAwait(false);
            KindRules.Check(manifest, kind, scope.AllowedKinds);
            NameRules.Check(manifest, scope);
            MetadataRules.Check(manifest, kind);
            warnings.AddRange(DiskLift.Lift(manifest, kind, scope.InstanceName));
            objects.Add((manifest, kind));
        }

        var selectors = new Selectors(objects, scope);
        var prepared = new List<PreparedObject>();
        foreach (var (manifest, kind) in objects)
        {
            if (selectors.Complete(manifest, kind) is { } warning)
                warnings.Add(warning);
            InstanceLabels.Add(kind, manifest.Object, scope);
            prepared.Add(new PreparedObject(kind, manifest.Object, manifest));
        }

        NameRules.CheckUnique(prepared);
        var disk = InstanceDisk.For(prepared, scope);
        var secret = CredentialSecret.For(prepared, scope);
        PreparedObject?[] own = [disk, secret];
        PreparedObject[] all = [.. own.OfType<PreparedObject>(), .. prepared];
        foreach (var obj in all)
            DefaultsForPods.Add(obj.Kind, obj.Object, scope.PodDefaults);
        return new PreparedInstance(all, disk is not null, secret is not null, warnings);
    }
}
