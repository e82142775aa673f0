using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Allocator;

/// <summary>The library's one source of traces and one meter; both are called <c>Allocator</c>.</summary>
internal static class AllocatorTelemetry
{
    public const string Name = "Allocator";

    public const string CreateDuration = "allocator.create.duration";

    public const string PhaseDuration = "allocator.create.phase.duration";

    public const string Instances = "allocator.instances";

    public const string ServiceTag = "allocator.service";

    public const string InstanceTag = "allocator.instance";

    public const string OutcomeTag = "allocator.outcome";

    public const string PhaseTag = "allocator.phase";

    public const string StateTag = "allocator.state";

    public const string ReadyOutcome = "ready";

    /// <summary>Nothing was created: an idempotency key meant an instance that was there.</summary>
    public const string ThereOutcome = "there";

    public static readonly ActivitySource Source = new(Name);

    private static readonly Meter s_meter = new(Name);

    private static readonly Histogram<double> s_createDuration =
        s_meter.CreateHistogram<double>(CreateDuration, "s", "How long Create took, by service and outcome.");

    private static readonly Histogram<double> s_phaseDuration =
        s_meter.CreateHistogram<double>(PhaseDuration, "s", "How long each phase of a Create that succeeded took, by service.");

    private static readonly Gauge<long> s_instances =
        s_meter.CreateGauge<long>(Instances, "{instance}", "The namespace's instances by service and state, as this process' reaper last saw them.");

    private static readonly Counter<long> s_destroyed =
        s_meter.CreateCounter<long>("allocator.instances.destroyed", "{instance}", "Instances that this process destroyed.");

    private static readonly Counter<long> s_lost =
        s_meter.CreateCounter<long>("allocator.instances.lost", "{instance}", "Instances that this process held and that were taken away.");

    private static readonly Counter<long> s_expired =
        s_meter.CreateCounter<long>("allocator.instances.expired", "{instance}", "Instances that this process removed because their lease had run out.");

    public static void Created(string service, TimeSpan duration, IEnumerable<(InstancePhase Phase, TimeSpan Duration)> phases)
    {
        var serviceTag = new KeyValuePair<string, object?>(ServiceTag, service);
        s_createDuration.Record(duration.TotalSeconds, serviceTag, new KeyValuePair<string, object?>(OutcomeTag, ReadyOutcome));
        foreach (var (phase, took) in phases)
        {
            if (phase != InstancePhase.Ready)
                s_phaseDuration.Record(took.TotalSeconds, serviceTag, new KeyValuePair<string, object?>(PhaseTag, Word(phase)));
        }
    }

    public static void Found(string service, TimeSpan duration) => NotCreated(service, duration, ThereOutcome);

    public static void NotCreated(string service, TimeSpan duration, string outcome) =>
        s_createDuration.Record(duration.TotalSeconds, new KeyValuePair<string, object?>(ServiceTag, service), new KeyValuePair<string, object?>(OutcomeTag, outcome));

    public static void Counted(string service, InstanceState state, int count) =>
        s_instances.Record(count, new KeyValuePair<string, object?>(ServiceTag, service), new KeyValuePair<string, object?>(StateTag, Word(state)));

    public static void Destroyed(string service) => s_destroyed.Add(1, new KeyValuePair<string, object?>(ServiceTag, service));

    public static void Lost() => s_lost.Add(1);

    public static void Expired(string service) => s_expired.Add(1, new KeyValuePair<string, object?>(ServiceTag, service));

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
