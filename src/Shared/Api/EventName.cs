namespace Allocator.Api;

/// <summary>The names of server-sent events.</summary>
internal static class EventName
{
    public const string Progress = "progress";

    /// <summary>Of a Create: the templates of the instance's connection strings, by name.</summary>
    public const string ConnectionStrings = "connection-strings";

    public const string Instance = "instance";

    public const string Problem = "problem";

    /// <summary>All instances, when a list that stays true begins.</summary>
    public const string Instances = "instances";

    public const string Gone = "gone";

    public const string Stale = "stale";
}
