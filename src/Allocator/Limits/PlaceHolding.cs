namespace Allocator;

/// <summary>A place and the instance that holds it.</summary>
internal sealed record PlaceHolding(string ScopeKey, int Index, InstanceRecord Holder);
