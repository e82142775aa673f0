using System.Globalization;
using System.Text.Json;

namespace Allocator.Embedded;

/// <summary>What a Deployment asks for, its percentages as numbers of pods.</summary>
internal sealed record DeploymentSpec
{
    public required long Replicas { get; init; }

    public required bool IsPaused { get; init; }

    public required bool IsRolling { get; init; }

    public required long MaxSurge { get; init; }

    public required long MaxUnavailable { get; init; }

    public required long MinReadySeconds { get; init; }

    /// <summary>After how many seconds without progress it counts as stuck; null for never.</summary>
    public required long? ProgressDeadlineSeconds { get; init; }

    /// <summary>How many old ReplicaSets are kept; null for all.</summary>
    public required long? RevisionHistoryLimit { get; init; }

    public static DeploymentSpec Read(StoredObject deployment)
    {
        var spec = deployment.Json.Member("spec");
        var replicas = spec.Number("replicas") ?? 1;
        var isRolling = spec.Member("strategy").Text("type") != "Recreate";
        var rolling = spec.Member("strategy", "rollingUpdate");
        var surge = isRolling ? Scaled(rolling.Member("maxSurge"), replicas, Math.Ceiling) : 0;
        var unavailable = isRolling ? Scaled(rolling.Member("maxUnavailable"), replicas, Math.Floor) : 0;
        if (isRolling && surge == 0 && unavailable == 0)
            unavailable = 1;
        return new()
        {
            Replicas = replicas,
            IsPaused = spec.Flag("paused"),
            IsRolling = isRolling,
            MaxSurge = surge,
            MaxUnavailable = Math.Min(unavailable, replicas),
            MinReadySeconds = spec.Number("minReadySeconds") ?? 0,
            ProgressDeadlineSeconds = Limit(spec.Number("progressDeadlineSeconds")),
            RevisionHistoryLimit = Limit(spec.Number("revisionHistoryLimit")),
        };
    }

    /// <summary>A number, or a percentage of a number.</summary>
    public static long Scaled(JsonElement value, long of, Func<double, double> round)
    {
        if (value.ValueKind == JsonValueKind.Number)
            return value.GetInt64();
        var text = value.Text().TrimEnd('%');
        return text.Length == 0 ? 0 : (long)round(of * double.Parse(text, CultureInfo.InvariantCulture) / 100);
    }

    private static long? Limit(long? value) => value == int.MaxValue ? null : value;
}
