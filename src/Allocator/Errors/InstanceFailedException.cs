namespace Allocator;

/// <summary>
/// An instance did not become ready. The message is the whole diagnosis: what was waited for, the phases with their times, the states of
/// objects and pods, their last events and log lines, and what to do. Values of the instance's Secret are replaced by <c>***</c>.
/// </summary>
public sealed class InstanceFailedException : AllocatorException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="service">The service's name.</param>
    /// <param name="instanceName">The instance's name.</param>
    /// <param name="reason">Why it failed.</param>
    /// <param name="diagnosis">The message.</param>
    /// <param name="innerException">The cause.</param>
    public InstanceFailedException(
        string service, string instanceName, InstanceFailureReason reason, string diagnosis, Exception? innerException = null)
        : base(diagnosis, innerException)
    {
        Service = service;
        InstanceName = instanceName;
        Reason = reason;
    }

    /// <summary>The service's name.</summary>
    public string Service { get; }

    /// <summary>The instance's name. The instance itself is gone or going, unless <see cref="IsKept"/>.</summary>
    public string InstanceName { get; }

    /// <summary>Whether the instance is still there: because <see cref="CreateOptions.KeepFailedFor"/> says so, or because it did not come back from being suspended. The message says what
    /// to do with it.</summary>
    public bool IsKept { get; init; }

    /// <summary>Why it failed.</summary>
    public InstanceFailureReason Reason { get; }

    internal InstanceFailedException Keeping(string explanation) =>
        new(Service, InstanceName, Reason, $"{Message}\n{explanation}", InnerException) { IsKept = true };
}
