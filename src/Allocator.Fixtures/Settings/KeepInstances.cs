namespace Allocator;

/// <summary>Which instances stay after their tests, for a look at them.</summary>
public enum KeepInstances
{
    /// <summary>None.</summary>
    Never,

    /// <summary>Those of failed tests, as far as the test framework tells of failures, and those that did not become ready.</summary>
    OnFailure,

    /// <summary>All.</summary>
    Always,
}
