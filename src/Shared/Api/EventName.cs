namespace Allocator.Api;

/// <summary>The names of server-sent events.</summary>
internal static class EventName
{
    public const string Progress = "progress";

    public const string Instance = "instance";

    public const string Problem = "problem";
}
