namespace Allocator;

/// <summary>What becomes of tests that need an instance where there is no cluster.</summary>
public enum WithoutCluster
{
    /// <summary>They fail, and the message says what was looked for.</summary>
    Fail,

    /// <summary>They are skipped, with the same message as the reason.</summary>
    Skip,
}
