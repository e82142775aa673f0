namespace Allocator;

/// <summary>One service of an allocation, with its instance.</summary>
/// <param name="Service">The service.</param>
/// <param name="Times">What the summary tells.</param>
/// <param name="AskedAt">When it was asked for, as a timestamp.</param>
/// <param name="Instance">The instance.</param>
internal sealed record Allocated(ServiceDefinition Service, AllocationTimes Times, long AskedAt, TestInstance Instance);
