namespace Allocator.Readiness;

/// <summary>An object whose status does not say why nothing happens; its events may.</summary>
/// <param name="Kind">What is suspicious.</param>
/// <param name="Uid">The object's uid.</param>
/// <param name="Subject">The object, as messages name it.</param>
/// <param name="Delay">How long it may go on before the first look.</param>
internal sealed record Suspicion(SuspicionKind Kind, string Uid, string Subject, TimeSpan Delay)
{
    /// <summary>Changes when there is a new reason to look soon.</summary>
    public int Stage { get; init; }
}

/// <summary>What is suspicious.</summary>
internal enum SuspicionKind
{
    /// <summary>A workload lacks pods.</summary>
    LacksPods,

    /// <summary>A claim that a pod uses is not bound.</summary>
    Unbound,

    /// <summary>A pod's containers are not made.</summary>
    NoContainers,
}
