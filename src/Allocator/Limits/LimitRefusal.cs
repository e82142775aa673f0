using System.Globalization;
using System.Text;

namespace Allocator;

/// <summary>Says that all places are held, by whom, and what to do.</summary>
internal static class LimitRefusal
{
    private const int MostNamed = 10;

    public static LimitExceededException Of(PlaceScope scope, IReadOnlyList<InstanceRecord> holders, DateTimeOffset? now)
    {
        var setting = scope.IsPerOwner ? nameof(ServiceOptions.MaxInstancesPerOwner) : nameof(ServiceOptions.MaxInstances);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"Service '{scope.Service}' allows {scope.Limit} instance{(scope.Limit == 1 ? "" : "s")}");
        text.Append(scope.IsPerOwner ? " per owner" : " in all");
        text.Append(CultureInfo.InvariantCulture, $" ({setting}), and ");
        text.Append(holders.Count == 1 ? "one is there: " : "all places are held: ");
        text.AppendJoin("; ", holders.Take(MostNamed).Select(holder => Describe(holder, now)));
        if (holders.Count > MostNamed)
            text.Append(CultureInfo.InvariantCulture, $"; and {holders.Count - MostNamed} more");
        text.Append(". Destroy one, wait until one has ended, or raise the limit.");
        return new LimitExceededException(text.ToString(), scope.Service, scope.Limit, scope.IsPerOwner, [.. holders.Select(holder => WithoutDetails(holder.Instance))]);
    }

    // The holders may be other owners' instances: who they are must be said, what they were created with need not.
    private static Instance WithoutDetails(Instance instance) => instance with { Parameters = new Dictionary<string, string>(), BlessingNames = [] };

    private static string Describe(InstanceRecord holder, DateTimeOffset? now)
    {
        var instance = holder.Instance;
        var state = instance.State == InstanceState.Ready ? "ready" : "being created";
        var age = now is { } time ? $", {Math.Max(0, (int)(time - instance.CreatedAt).TotalSeconds)} s old" : "";
        return $"{instance.Name} of {instance.Owner} ({state}{age})";
    }
}
