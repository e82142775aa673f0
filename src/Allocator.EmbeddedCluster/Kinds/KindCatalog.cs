using System.Collections.Immutable;

namespace Allocator.Embedded;

/// <summary>The kinds that are served now: the built-in ones, and those of custom resource definitions.</summary>
internal sealed class KindCatalog(IEnumerable<KindDefinition> builtIn)
{
    private ImmutableDictionary<(string Group, string Version, string Plural), KindDefinition> _kinds =
        builtIn.ToImmutableDictionary(kind => (kind.Type.Group, kind.Type.Version, kind.Type.Plural));

    public IEnumerable<KindDefinition> All => _kinds.Values;

    public KindDefinition? Find(string group, string version, string plural) => _kinds.GetValueOrDefault((group, version, plural));

    public bool HasGroup(string group) => _kinds.Keys.Any(key => key.Group == group);

    /// <summary>The kind that an object or an owner reference names.</summary>
    public KindDefinition? FindByKind(string apiVersion, string kind) =>
        _kinds.Values.FirstOrDefault(definition => definition.Type.ApiVersion == apiVersion && definition.Type.Kind == kind);

    /// <summary>A kind that cannot be absent.</summary>
    /// <remarks>A custom resource may be stored as a version that is not served any more; then another one does.</remarks>
    public KindDefinition Of(ResourceType type) =>
        Find(type.Group, type.Version, type.Plural) ?? _kinds.Values.First(kind => kind.Type.ResourceName == type.ResourceName);

    public void Add(KindDefinition kind) =>
        ImmutableInterlocked.AddOrUpdate(ref _kinds, (kind.Type.Group, kind.Type.Version, kind.Type.Plural), kind, (_, _) => kind);

    public void Remove(KindDefinition kind) =>
        ImmutableInterlocked.TryRemove(ref _kinds, (kind.Type.Group, kind.Type.Version, kind.Type.Plural), out _);
}
