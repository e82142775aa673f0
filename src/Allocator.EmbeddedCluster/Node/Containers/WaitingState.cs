namespace Allocator.Embedded;

/// <summary>Why a container does not run.</summary>
/// <param name="Reason">A word.</param>
/// <param name="Message">A sentence; empty for none.</param>
internal sealed record WaitingState(string Reason, string Message = "")
{
    public static WaitingState Creating { get; } = new("ContainerCreating");

    public static WaitingState Initializing { get; } = new("PodInitializing");
}
