namespace Allocator.Contract;

/// <summary>
/// The classes that make the cluster forget what has changed: they run alone, because others watch from a version that they have read before.
/// </summary>
[CollectionDefinition(nameof(Compacting), DisableParallelization = true)]
public sealed class Compacting;
