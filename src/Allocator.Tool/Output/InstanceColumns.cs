using System.Globalization;

namespace Allocator.Tool;

/// <summary>What is shown of instances.</summary>
internal static class InstanceColumns
{
    public static IReadOnlyList<Column<Instance>> Of(bool details, DateTimeOffset now) =>
    [
        new("NAME", instance => instance.Name),
        new("SERVICE", instance => instance.Service),
        new("STATE", instance => instance.State.ToString(), ColourOf),
        new("AGE", instance => DurationText.Of(Positive(now - instance.CreatedAt))),
        new("GOES", instance => Goes(instance, now)),
        .. details ? Details : [],
    ];

    private static IReadOnlyList<Column<Instance>> Details { get; } =
    [
        new("OWNER", instance => instance.Owner),
        new("CREATED", instance => Time(instance.CreatedAt)),
        new("PODS", instance => instance.Replicas.ToString(CultureInfo.InvariantCulture)),
        new("VERSION", instance => instance.Version),
        new("PARAMETERS", instance => string.Join(' ', instance.Parameters.Select(parameter => $"{parameter.Key}={parameter.Value}"))),
        new("MOUNT NAME", instance => instance.MountName),
        new("FROM", instance => From(instance.Origin)),
    ];

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>When it is taken away, as far as that is known.</summary>
    public static string Goes(Instance instance, DateTimeOffset now) => instance.ExpiresAt switch
    {
        null => "when destroyed",
        { } at when at <= now => "now",
        { } at => $"in {DurationText.Of(at - now)}",
    };

    private static string From(InstanceOrigin? origin) =>
        origin is null ? "" : string.Join(' ', ((string?[])[origin.Class ?? origin.Assembly, origin.Job, origin.Commit]).Where(part => part is not null));

    private static TimeSpan Positive(TimeSpan time) => time < TimeSpan.Zero ? TimeSpan.Zero : time;

    private static string? ColourOf(Instance instance) => instance.State switch
    {
        InstanceState.Ready => "green",
        InstanceState.Failed => "red",
        InstanceState.Suspended => "blue",
        _ => "yellow",
    };
}
