namespace Allocator.Embedded;

/// <summary>What becomes of the dependents of a deleted object.</summary>
internal enum Propagation
{
    Background,
    Foreground,
    Orphan,
}
