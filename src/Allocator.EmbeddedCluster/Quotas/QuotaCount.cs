using System.Text.Json;
using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>Counts what the objects of a namespace use of what a quota limits.</summary>
internal static class QuotaCount
{
    public static SortedDictionary<string, ResourceAmount> Hard(StoredObject quota) => new(
        Limits(quota).ToDictionary(limit => limit.Name, limit => ResourceAmount.Parse(limit.Value.Text())),
        StringComparer.Ordinal);

    public static SortedDictionary<string, ResourceAmount> Used(StoredObject quota, ObjectStore store, KindCatalog kinds, DateTimeOffset now)
    {
        var used = new SortedDictionary<string, ResourceAmount>(StringComparer.Ordinal);
        foreach (var resource in Limits(quota).Select(limit => limit.Name))
        {
            used[resource] = QuotaUsage.TypeOf(resource, kinds) is { } type
                ? store.In(type, quota.Namespace).Aggregate(default(ResourceAmount), (sum, obj) => sum + QuotaUsage.Of(obj.Json, resource, now))
                : default;
        }

        return used;
    }

    /// <summary>Whether a change of a quota leaves more room for anything.</summary>
    public static bool LeavesMore(StoreChange change)
    {
        if (change.Kind != ChangeKind.Modified || change.Previous is not { } previous || ReferenceEquals(previous, change.Object))
            return change.Kind != ChangeKind.Added;
        var (hard, hardBefore) = (Hard(change.Object), Hard(previous));
        var (used, usedBefore) = (change.Object.Json.Member("status", "used"), previous.Json.Member("status", "used"));
        return hardBefore.Any(limit => !hard.TryGetValue(limit.Key, out var now) || now > limit.Value)
            || used.Members().Any(amount => ResourceAmount.Parse(amount.Value.Text()) < ResourceAmount.Parse(usedBefore.Text(amount.Name)));
    }

    public static JsonObject Status(StoredObject quota, SortedDictionary<string, ResourceAmount> used) => new()
    {
        ["hard"] = new JsonObject(Limits(quota).Select(limit => KeyValuePair.Create(limit.Name, (JsonNode?)limit.Value.Text()))),
        ["used"] = new JsonObject(used.Select(amount => KeyValuePair.Create(amount.Key, (JsonNode?)amount.Value.ToString()))),
    };

    private static IEnumerable<JsonProperty> Limits(StoredObject quota) => quota.Json.Member("spec", "hard").Members();
}
