namespace Allocator.Embedded;

/// <summary>A kind without rules of its own.</summary>
internal sealed class PlainRules : KindRules;
