namespace Allocator;

/// <summary>Where in its loop a fighter is; the names are those that it writes.</summary>
internal enum Step
{
    Resting,
    Creating,
    Holding,
    Destroying,
}
