using System.Net;

namespace Allocator.Crashes;

/// <summary>Has a request go wrong.</summary>
internal static class Sabotage
{
    /// <summary>Longer than any process tries, shorter than the lease of what it makes.</summary>
    private static readonly TimeSpan s_late = TimeSpan.FromSeconds(20);

    /// <summary>Longer than any lease and its margin.</summary>
    private static readonly TimeSpan s_veryLate = TimeSpan.FromSeconds(100);

    /// <summary>All that can go wrong with a request.</summary>
    public static IReadOnlyList<PointFault> FaultsOf(ActorRequest request)
    {
        IReadOnlyList<PointFault> faults =
            [
                PointFault.DeathBefore, PointFault.DeathAfter, PointFault.SleepBefore, PointFault.SleepAfter, PointFault.GivenUp, PointFault.TooManyRequests,
                PointFault.ServerError, PointFault.LostBefore,
            ];
        if (request.IsWrite)
            faults = [.. faults, PointFault.Conflict, PointFault.LostAfter, PointFault.Late, PointFault.DeathThenLate];
        if (request.Verb == "create")
            faults = [.. faults, PointFault.AlreadyExists];
        return request.IsWatch ? [.. faults, PointFault.CutWatch] : faults;
    }

    /// <summary>Sends it, and the fault happens to it, if there is one.</summary>
    public static async Task<HttpResponseMessage> SendAsync(PointFault? fault, Actor actor, Func<RequestFault?, Task<HttpResponseMessage>> send, CancellationToken cancellationToken)
    {
        if (fault == PointFault.DeathBefore)
        {
            actor.Die();
            await actor.HangAsync(cancellationToken);
        }

        if (fault == PointFault.SleepBefore)
        {
            actor.Sleep();
            await actor.BeAwakeAsync(cancellationToken);
        }

        try
        {
            return await send(ToRequestFault(fault));
        }
        finally
        {
            if (fault is PointFault.DeathAfter or PointFault.DeathThenLate)
                actor.Die();
            if (fault == PointFault.SleepAfter)
                actor.Sleep();
            if (fault == PointFault.GivenUp)
                actor.GiveUp();
        }
    }

    private static RequestFault? ToRequestFault(PointFault? fault) => fault switch
    {
        PointFault.AlreadyExists => Refusal(HttpStatusCode.Conflict, "AlreadyExists"),
        PointFault.Conflict => Refusal(HttpStatusCode.Conflict, "Conflict"),
        PointFault.TooManyRequests => Refusal(HttpStatusCode.TooManyRequests, null) with { RetryAfter = TimeSpan.FromSeconds(2) },
        PointFault.ServerError => Refusal(HttpStatusCode.InternalServerError, null),
        PointFault.LostBefore => new() { Outcome = FaultOutcome.DropBefore },
        PointFault.LostAfter => new() { Outcome = FaultOutcome.DropAfter },
        PointFault.Late => new() { Outcome = FaultOutcome.DropThenCommit, Latency = s_late },
        PointFault.DeathThenLate => new() { Outcome = FaultOutcome.DropThenCommit, Latency = s_veryLate },
        PointFault.CutWatch => new() { Outcome = FaultOutcome.CutWatch },
        _ => null,
    };

    private static RequestFault Refusal(HttpStatusCode code, string? reason) => new() { Outcome = FaultOutcome.Refuse, StatusCode = code, Reason = reason };
}
