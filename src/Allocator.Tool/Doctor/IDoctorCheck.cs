namespace Allocator.Tool;

/// <summary>One thing that must be right for Allocator to work.</summary>
internal interface IDoctorCheck
{
    /// <summary>What is checked, in a word or two.</summary>
    string Name { get; }

    /// <exception cref="KubernetesException">The cluster does not answer, or refuses.</exception>
    /// <exception cref="AllocatorException">What could not be found out, and why.</exception>
    Task<Finding> RunAsync(DoctorSubject subject, CancellationToken cancellationToken);
}
