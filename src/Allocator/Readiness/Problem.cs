namespace Allocator.Readiness;

/// <summary>Something that keeps an instance from becoming ready, and how long it may last.</summary>
/// <param name="Key">What makes it the same problem from one look to the next, though its words change.</param>
/// <param name="Reason">The kind of problem.</param>
/// <param name="Message">One line that names object and cause.</param>
/// <param name="Grace">How long it may last before the instance has failed; zero if it cannot go away.</param>
internal sealed record Problem(string Key, InstanceFailureReason Reason, string Message, TimeSpan Grace)
{
    /// <summary>The timestamp at which it began, where that is known better than by when it was first seen.</summary>
    public long? Since { get; init; }
}
