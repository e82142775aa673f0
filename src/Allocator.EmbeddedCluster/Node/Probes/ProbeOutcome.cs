namespace Allocator.Embedded;

/// <summary>What a probe found.</summary>
/// <param name="IsSuccess">Whether all is well; null if the probe itself could not be made, which counts for nothing.</param>
/// <param name="Output">What it said.</param>
internal sealed record ProbeOutcome(bool? IsSuccess, string Output)
{
    public static ProbeOutcome Success { get; } = new(true, "");

    public static ProbeOutcome Failure(string output) => new(false, output);

    public static ProbeOutcome Error(string problem) => new(null, problem);
}
