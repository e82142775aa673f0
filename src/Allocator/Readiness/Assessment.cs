namespace Allocator.Readiness;

/// <summary>What one look at an instance shows.</summary>
/// <param name="IsReady">Whether all its objects are ready.</param>
/// <param name="Failure">Why it cannot become ready any more; null if it still may.</param>
/// <param name="NextLook">When to look again even if nothing changes.</param>
/// <param name="Message">What is still missing, in one line.</param>
/// <param name="PodsReady">How many pods are ready.</param>
/// <param name="PodsTotal">How many pods there are.</param>
internal sealed record Assessment(bool IsReady, Problem? Failure, TimeSpan? NextLook, string Message, int PodsReady, int PodsTotal);
