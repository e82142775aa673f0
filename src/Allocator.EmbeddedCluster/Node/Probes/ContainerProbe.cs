using System.Text.Json;

namespace Allocator.Embedded;

/// <summary>A probe of one run of a container: when it is made, and what its results come to.</summary>
internal sealed class ContainerProbe(ProbeKind kind, JsonElement spec, DateTimeOffset startedAt)
{
    private readonly long _successThreshold = spec.Number("successThreshold") ?? 1;
    private readonly long _failureThreshold = spec.Number("failureThreshold") ?? 3;
    private readonly TimeSpan _period = TimeSpan.FromSeconds(spec.Number("periodSeconds") ?? 10);
    private bool? _result;
    private bool _latest;
    private long _same;

    public ProbeKind Kind { get; } = kind;

    public JsonElement Spec { get; } = spec;

    /// <summary>When it is to be made next.</summary>
    public DateTimeOffset NextAt { get; private set; } = startedAt.AddSeconds(spec.Number("initialDelaySeconds") ?? 0);

    /// <summary>The probe that is being made.</summary>
    public Task<ProbeOutcome>? Running { get; private set; }

    /// <summary>Whether the container is taken for started, alive or ready. It is for alive, until it is known not to be.</summary>
    public bool Passes => _result ?? Kind == ProbeKind.Liveness;

    /// <summary>Whether it has failed often enough in a row.</summary>
    public bool HasFailed => _result == false;

    public static IEnumerable<ContainerProbe> Of(ContainerSpec container, DateTimeOffset startedAt)
    {
        foreach (var (kind, member) in ((ProbeKind, string)[])[
            (ProbeKind.Startup, "startupProbe"), (ProbeKind.Liveness, "livenessProbe"), (ProbeKind.Readiness, "readinessProbe")])
        {
            if (container.Json.TryMember(member, out var spec))
                yield return new(kind, spec, startedAt);
        }
    }

    public void Begin(Task<ProbeOutcome> running, DateTimeOffset now)
    {
        Running = running;
        NextAt = now + _period;
    }

    /// <summary>Takes the outcome of the probe that was made, if there is one.</summary>
    public ProbeOutcome? Take()
    {
        if (Running is not { IsCompleted: true } running)
            return null;
        Running = null;
        var outcome = running.Result;
        if (outcome.IsSuccess is not { } isSuccess)
            return outcome;
        _same = isSuccess == _latest ? _same + 1 : 1;
        _latest = isSuccess;
        if (_same >= (isSuccess ? _successThreshold : _failureThreshold))
            _result = isSuccess;
        return outcome;
    }
}
