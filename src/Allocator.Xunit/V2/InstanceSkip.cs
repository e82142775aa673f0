namespace Allocator;

/// <summary>Why the tests with <see cref="InstanceFactAttribute"/> are skipped; found out once per process, when the first of them is discovered.</summary>
internal static class InstanceSkip
{
    private static readonly Lazy<string?> s_reason = new(() => Task.Run(() => ClusterProbe.FindSkipReasonAsync()).GetAwaiter().GetResult());

    public static string? Reason => s_reason.Value;
}
