using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Allocator;

/// <summary>The library's one source of traces and one meter; both are called <c>Allocator</c>.</summary>
internal static class AllocatorTelemetry
{
    public const string Name = "Allocator";

    public const string ServiceTag = "allocator.service";

    public const string InstanceTag = "allocator.instance";

    private const string OutcomeTag = "allocator.outcome";

    public static readonly ActivitySource Source = new(Name);

    private static readonly Meter s_meter = new(Name);

    private static readonly Histogram<double> s_createDuration =
        s_meter.CreateHistogram<double>("allocator.create.duration", "s", "How long Create took, by service and outcome.");

    private static readonly Counter<long> s_destroyed =
        s_meter.CreateCounter<long>("allocator.instances.destroyed", "{instance}", "Instances that this process destroyed.");

    private static readonly Counter<long> s_lost =
        s_meter.CreateCounter<long>("allocator.instances.lost", "{instance}", "Instances that this process held and that were taken away.");

    private static readonly Counter<long> s_expired =
        s_meter.CreateCounter<long>("allocator.instances.expired", "{instance}", "Instances that this process removed because their lease had run out.");

    public static void Created(string service, TimeSpan duration, string outcome) =>
        s_createDuration.Record(duration.TotalSeconds, new KeyValuePair<string, object?>(ServiceTag, service), new KeyValuePair<string, object?>(OutcomeTag, outcome));

    public static void Destroyed(string service) => s_destroyed.Add(1, new KeyValuePair<string, object?>(ServiceTag, service));

    public static void Lost() => s_lost.Add(1);

    public static void Expired(string service) => s_expired.Add(1, new KeyValuePair<string, object?>(ServiceTag, service));
}
