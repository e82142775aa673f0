using System.Net;

namespace Allocator;

/// <summary>What goes wrong with which requests to an embedded cluster. A request must meet all that is set.</summary>
public sealed record RequestFault
{
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

    /// <summary>How many requests that it would hit pass first: 2 hits the third.</summary>
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

    /// <summary>It is done, and the connection breaks instead of an answer.</summary>
    DropAfter,

    /// <summary>The connection breaks; it is done all the same, after <see cref="RequestFault.Latency"/>.</summary>
    DropThenCommit,

    /// <summary>A watch: it begins, and its connection breaks at its first event.</summary>
    CutWatch,
}
