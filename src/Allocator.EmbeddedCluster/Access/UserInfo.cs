namespace Allocator.Embedded;

/// <summary>Who asks.</summary>
internal sealed record UserInfo(string Name, string Uid, IReadOnlyList<string> Groups)
{
    /// <summary>What the cluster itself does, and may.</summary>
    public static UserInfo System { get; } = new("system:embedded", "", ["system:masters", "system:authenticated"]);

    public static UserInfo Anonymous { get; } = new("system:anonymous", "", ["system:unauthenticated"]);

    public bool IsMaster => Groups.Contains("system:masters");
}
