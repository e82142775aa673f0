namespace Allocator;

/// <summary>A place that is held.</summary>
/// <param name="Number">The place's number, from 0 on.</param>
/// <param name="Instance">The instance that holds it, without its parameters and its creator's names: it may be somebody else's.</param>
public sealed record HeldPlace(int Number, Instance Instance);
