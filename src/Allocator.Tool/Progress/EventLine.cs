namespace Allocator.Tool;

/// <summary>An event of the cluster in a line.</summary>
internal static class EventLine
{
    public static string Of(InstanceEvent seen) => Cell.Of($"           {seen.Subject}: {seen.Reason}: {seen.Message}");
}
