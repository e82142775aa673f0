using System.Net;

namespace Allocator;

/// <summary>What goes wrong with which requests to an embedded cluster. A request must meet all that is set.</summary>
public sealed record RequestFault
{
    private static readonly HashSet<string> s_verbs = ["get", "list", "watch", "create", "update", "patch", "delete", "deletecollection"];

    /// <summary>The verb, as access rules name it: get, list, watch, create, update, patch, delete or deletecollection.</summary>
    /// <value>Null: any.</value>
    public string? Verb { get; init; }

    /// <summary>The resource, as access rules name it: <c>pods</c>, <c>deployments.apps</c>, <c>pods/log</c>.</summary>
    /// <value>Null: any, also requests that are about no resource.</value>
    public string? Resource { get; init; }

    /// <summary>The namespace.</summary>
    /// <value>Null: any.</value>
    public string? Namespace { get; init; }

    /// <summary>The object's name; of a create the one in the path, which is empty.</summary>
    /// <value>Null: any.</value>
    public string? Name { get; init; }

    /// <summary>A part of the <c>User-Agent</c> header, to single out one of several clients.</summary>
    /// <value>Null: any.</value>
    public string? UserAgent { get; init; }

    /// <summary>How many requests that it would hit pass first: 2 hits the third. What an earlier fault hits does not count.</summary>
    /// <value>0</value>
    public int Skip { get; init; }

    /// <summary>How many requests it hits; then it is over.</summary>
    /// <value>1</value>
    public int Times { get; init; } = 1;

    /// <summary>How long the request waits, on the cluster's clock, before it is handled or its outcome is decided.</summary>
    /// <value>Not at all.</value>
    public TimeSpan Latency { get; init; }

    /// <summary>What becomes of the request.</summary>
    /// <value><see cref="FaultOutcome.Proceed"/>: it is only late.</value>
    public FaultOutcome Outcome { get; init; }

    /// <summary>The answer's code, with <see cref="FaultOutcome.Refuse"/>.</summary>
    /// <value>500</value>
    public HttpStatusCode StatusCode { get; init; } = HttpStatusCode.InternalServerError;

    /// <summary>The answer's <c>reason</c>, with <see cref="FaultOutcome.Refuse"/>.</summary>
    /// <value>Null: the usual one of the code.</value>
    public string? Reason { get; init; }

    /// <summary>After how long the client may try again, with <see cref="FaultOutcome.Refuse"/>, in whole seconds.</summary>
    /// <value>Null: no <c>Retry-After</c>.</value>
    public TimeSpan? RetryAfter { get; init; }

    /// <exception cref="ArgumentException">It is not possible, or something in it would never have an effect.</exception>
    internal void Check()
    {
        Demand(Verb is null || s_verbs.Contains(Verb), $"There is no verb '{Verb}'; there are {string.Join(", ", s_verbs)}.");
        Demand(Skip >= 0, $"{nameof(Skip)} is negative.");
        Demand(Times > 0, $"{nameof(Times)} is not positive.");
        Demand(Latency >= TimeSpan.Zero && Latency.TotalMilliseconds < uint.MaxValue, $"{nameof(Latency)} is negative or longer than 49 days.");
        Demand(Enum.IsDefined(Outcome), $"There is no outcome {Outcome}.");
        Demand((int)StatusCode is >= 400 and < 600, $"{nameof(StatusCode)} is no failure: {(int)StatusCode}.");
        Demand(RetryAfter is null || RetryAfter >= TimeSpan.Zero, $"{nameof(RetryAfter)} is negative.");
        var isRefusal = Outcome == FaultOutcome.Refuse;
        Demand(isRefusal || Reason is null, $"A {nameof(Reason)} is only for {nameof(FaultOutcome.Refuse)}.");
        Demand(isRefusal || RetryAfter is null, $"{nameof(RetryAfter)} is only for {nameof(FaultOutcome.Refuse)}.");
        Demand(isRefusal || StatusCode == HttpStatusCode.InternalServerError, $"A {nameof(StatusCode)} is only for {nameof(FaultOutcome.Refuse)}.");
        Demand(Outcome != FaultOutcome.CutWatch || Verb is null or "watch", $"A {Verb} is no watch, so it cannot be cut.");
        Demand(Outcome != FaultOutcome.Proceed || Latency > TimeSpan.Zero, "It changes nothing: it has neither an outcome nor a latency.");

        static void Demand(bool isMet, string problem)
        {
            if (!isMet)
                throw new ArgumentException(problem, "fault");
        }
    }
}

/// <summary>What becomes of a request that a fault hits.</summary>
public enum FaultOutcome
{
    /// <summary>It is handled.</summary>
    Proceed,

    /// <summary>It is answered with <see cref="RequestFault.StatusCode"/> and does nothing.</summary>
    Refuse,

    /// <summary>The connection breaks and it does nothing.</summary>
    DropBefore,

    /// <summary>
    /// It is done, and the connection breaks instead of an answer. Of a watch or another stream nothing is done: it is only broken off.
    /// </summary>
    DropAfter,

    /// <summary>
    /// The connection breaks at once; it is done all the same, after <see cref="RequestFault.Latency"/>, unless the cluster has ended by then. Of a
    /// watch or another stream nothing is done.
    /// </summary>
    DropThenCommit,

    /// <summary>A watch: it begins, and its connection breaks in the place of its first event.</summary>
    CutWatch,
}
