namespace Allocator.Embedded;

/// <summary>The rules of a kind that every Kubernetes has.</summary>
internal abstract class BuiltInRules : KindRules;

/// <summary>A kind without rules of its own.</summary>
internal sealed class PlainRules : BuiltInRules;
