using System.Text.Json;

namespace Allocator.Embedded;

/// <summary>Refuses what a quota of the namespace leaves no room for. It counts under the store's lock, so it cannot be overrun.</summary>
internal sealed class QuotaAdmission(ObjectOperations operations) : IAdmission
{
    public void Admit(WriteRequest write)
    {
        if (write.Verb == WriteVerb.Delete || write.Object is null || write.Context.Subresource is not null)
            return;
        if (write.Kind.Type == ResourceTypes.ResourceQuotas)
            RefuseUnsupported(write);
        if (write.Verb != WriteVerb.Create || !write.Kind.Type.Namespaced || write.Kind.Type == ResourceTypes.Events)
            return;
        var quotas = operations.Store.In(ResourceTypes.ResourceQuotas, write.Key.Namespace).ToList();
        if (quotas.Count == 0)
            return;
        // The refusal says the name.
        MetadataRules.GenerateName(write.Object);
        var obj = write.Object.ToElement();
        var charged = quotas.Select(quota => Charge(write, quota, obj)).ToList();
        if (write.Context.DryRun)
            return;
        foreach (var (quota, used) in quotas.Zip(charged))
        {
            if (used is not null)
                operations.SetStatus(quota, QuotaCount.Status(quota, used));
        }
    }

    private static void RefuseUnsupported(WriteRequest write)
    {
        var limited = write.Object!.Object("spec")?.Object("hard")?.Select(limit => limit.Key) ?? [];
        var unsupported = limited.Where(name => !QuotaUsage.IsSupported(name) && IsResource(name)).ToList();
        if (unsupported.Count > 0)
            throw ApiException.NotImplemented($"a quota of {string.Join(", ", unsupported)}");
    }

    /// <summary>What is no resource at all is for the kind's own rules to refuse.</summary>
    private static bool IsResource(string name) =>
        name is "ephemeral-storage" or "requests.ephemeral-storage" or "limits.ephemeral-storage" or "services.nodeports" or "services.loadbalancers"
        || name.StartsWith("hugepages-", StringComparison.Ordinal)
        || name.StartsWith("requests.hugepages-", StringComparison.Ordinal)
        || name.Contains('/', StringComparison.Ordinal);

    /// <summary>What will be used with the object; null if the quota does not limit such objects.</summary>
    private SortedDictionary<string, ResourceAmount>? Charge(WriteRequest write, StoredObject quota, JsonElement obj)
    {
        var hard = QuotaCount.Hard(quota);
        var concerned = hard.Keys.Where(resource => IsOf(write.Kind.Type, resource)).ToList();
        if (concerned.Count == 0)
            return null;
        CheckSaid(write, quota, obj, concerned);
        var now = operations.Time.GetUtcNow();
        var before = QuotaCount.Used(quota, operations.Store, operations.Kinds, now);
        var requested = concerned.ToDictionary(resource => resource, resource => QuotaUsage.Of(obj, resource, now));
        var exceeded = concerned.Where(resource => !requested[resource].IsZero && before[resource] + requested[resource] > hard[resource]).ToList();
        if (exceeded.Count > 0)
        {
            string Show(IDictionary<string, ResourceAmount> amounts) => string.Join(",", exceeded.Select(name => $"{name}={amounts[name]}"));
            throw Refusal(write, $"exceeded quota: {quota.Name}, requested: {Show(requested)}, used: {Show(before)}, limited: {Show(hard)}");
        }

        foreach (var resource in concerned)
            before[resource] += requested[resource];
        return before;
    }

    private bool IsOf(ResourceType type, string resource) => QuotaUsage.TypeOf(resource, operations.Kinds)?.ResourceName == type.ResourceName;

    private static void CheckSaid(WriteRequest write, StoredObject quota, JsonElement obj, List<string> concerned)
    {
        if (write.Kind.Type != ResourceTypes.Pods)
            return;
        var containers = obj.Member("spec", "containers").Elements().Concat(obj.Member("spec", "initContainers").Elements()).ToList();
        var missing = QuotaUsage.Required.Intersect(concerned)
            .Where(resource => !containers.TrueForAll(container => QuotaUsage.Says(container, resource)))
            .ToList();
        if (missing.Count > 0)
            throw Refusal(write, $"failed quota: {quota.Name}: must specify {string.Join(",", missing)}");
    }

    private static ApiException Refusal(WriteRequest write, string problem) =>
        ApiException.Forbidden(write.Kind.Type, write.Object!.Child("metadata").Text("name") ?? "", problem);
}
