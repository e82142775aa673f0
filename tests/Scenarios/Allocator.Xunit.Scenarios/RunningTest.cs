namespace Scenarios;

/// <summary>What xUnit v2 does not tell.</summary>
internal static class RunningTest
{
    public static CancellationToken CancellationToken => default;
}
