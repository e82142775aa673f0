namespace Allocator.Tool;

/// <summary>One thing that must be right for Allocator to work.</summary>
/// <typeparam name="TSubject">What is looked at.</typeparam>
internal interface IDoctorCheck<in TSubject>
    where TSubject : IDoctorSubject
{
    /// <summary>What is checked, in a word or two.</summary>
    string Name { get; }

    /// <summary>Whether all later checks would only say the same if this one fails.</summary>
    bool IsNeededByOthers => false;

    /// <exception cref="AllocatorException">What could not be found out, and why; also what the subject explains.</exception>
    Task<Finding> RunAsync(TSubject subject, CancellationToken cancellationToken);
}
