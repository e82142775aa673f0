using System.Globalization;
using System.Text;

namespace Allocator;

/// <summary>Says that all places are held, by whom, and what to do.</summary>
internal static class LimitRefusal
{
    private const int MostNamed = 10;

    public static LimitExceededException Of(PlaceScope scope, IReadOnlyList<InstanceRecord> holders, TimeSpan waited, DateTimeOffset? now)
    {
        var text = new StringBuilder(Allowance(scope)).Append(", and ");
        if (waited > TimeSpan.Zero)
            text.Append(CultureInfo.InvariantCulture, $"after {DurationText.Of(waited)} of waiting for one ({nameof(CreateOptions.PlaceTimeout)}) ");
        text.Append(holders.Count == 1 ? "one is there: " : "all places are held: ");
        text.AppendJoin("; ", holders.Take(MostNamed).Select(holder => Describe(holder, now)));
        if (holders.Count > MostNamed)
            text.Append(CultureInfo.InvariantCulture, $"; and {holders.Count - MostNamed} more");
        text.Append(". Destroy one, wait until one has ended, or raise the limit.");
        return new LimitExceededException(text.ToString(), scope.Service, scope.Limit, scope.IsPerOwner, Visible(holders));
    }

    /// <summary>What is said while a place is waited for.</summary>
    public static InstanceProgress Waiting(PlaceScope scope, IReadOnlyList<InstanceRecord> holders)
    {
        var names = string.Join("; ", holders.Take(MostNamed).Select(holder => $"{holder.Name} of {holder.Instance.Owner}"));
        var more = holders.Count > MostNamed ? $"; and {holders.Count - MostNamed} more" : "";
        return new InstanceProgress(InstancePhase.Placing, $"waiting for a place. {Allowance(scope)}, and these are there: {names}{more}", TimeSpan.Zero)
        {
            Holders = Visible(holders),
        };
    }

    private static string Allowance(PlaceScope scope)
    {
        var setting = scope.IsPerOwner ? nameof(ServiceOptions.MaxInstancesPerOwner) : nameof(ServiceOptions.MaxInstances);
        return $"Service '{scope.Service}' allows {scope.Limit} instance{(scope.Limit == 1 ? "" : "s")}{(scope.IsPerOwner ? " per owner" : " in all")} ({setting})";
    }

    private static IReadOnlyList<Instance> Visible(IEnumerable<InstanceRecord> holders) => [.. holders.Select(holder => WithoutDetails(holder.Instance))];

    /// <summary>What others may know of an instance: who it belongs to must be said, what it was created with need not.</summary>
    public static Instance WithoutDetails(Instance instance) => instance with { Parameters = new Dictionary<string, string>(), BlessingNames = [] };

    private static string Describe(InstanceRecord holder, DateTimeOffset? now)
    {
        var instance = holder.Instance;
        var state = instance.State switch
        {
            InstanceState.Ready => "ready",
            InstanceState.Failed => "failed, and kept for a look at it",
            InstanceState.Suspending or InstanceState.Suspended => "suspended",
            InstanceState.Resuming => "being resumed",
            InstanceState.Resetting => "being reset",
            _ => "being created",
        };
        var age = now is { } time ? $", {Math.Max(0, (int)(time - instance.CreatedAt).TotalSeconds)} s old" : "";
        return $"{instance.Name} of {instance.Owner} ({state}{age})";
    }
}
