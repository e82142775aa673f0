namespace Allocator.Readiness;

/// <summary>Carries why an instance failed to where the diagnosis is made; never leaves the library.</summary>
internal sealed class InstanceFailure(InstanceFailureReason reason, string cause) : Exception(cause)
{
    public InstanceFailureReason Reason { get; } = reason;
}
