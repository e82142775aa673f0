namespace Allocator.Embedded;

/// <summary>Tests that look at what the whole process has open, so nothing else may run meanwhile.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
