using System.Text.Json;
using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>One state of an object. It never changes, so it may be read by anybody and sent as it is.</summary>
internal sealed class StoredObject
{
    private static readonly IReadOnlyDictionary<string, string> s_noLabels = new Dictionary<string, string>();

    public StoredObject(ResourceType type, ObjectKey key, long version, JsonElement json)
    {
        (Type, Key, Version, Json) = (type, key, version, json);
        var metadata = json.Member("metadata");
        Uid = metadata.Text("uid");
        IsTerminating = metadata.Has("deletionTimestamp");
        Labels = metadata.TryMember("labels", out var labels) ? labels.Texts() : s_noLabels;
        Finalizers = metadata.TryMember("finalizers", out var finalizers) ? [.. finalizers.Elements().Select(item => item.GetString()!)] : [];
        Owners = metadata.TryMember("ownerReferences", out var owners) ? [.. owners.Elements().Select(OwnerReference.Read)] : [];
    }

    public ResourceType Type { get; }

    public ObjectKey Key { get; }

    /// <summary>The store's version at which this state was written: <c>metadata.resourceVersion</c>.</summary>
    public long Version { get; }

    public JsonElement Json { get; }

    public string Uid { get; }

    public bool IsTerminating { get; }

    public IReadOnlyDictionary<string, string> Labels { get; }

    public IReadOnlyList<string> Finalizers { get; }

    public IReadOnlyList<OwnerReference> Owners { get; }

    public string Namespace => Key.Namespace;

    public string Name => Key.Name;

    public ObjectReference Reference => new(Type, Key);

    /// <summary>The owner that manages this object, if any.</summary>
    public OwnerReference? Controller => Owners.FirstOrDefault(owner => owner.IsController);

    /// <summary>A copy that may be changed.</summary>
    public JsonObject Copy() => JsonObject.Create(Json)!;

    public override string ToString() => $"{Reference}@{Version}";
}
