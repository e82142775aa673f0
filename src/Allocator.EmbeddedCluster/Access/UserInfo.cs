namespace Allocator.Embedded;

/// <summary>Who asks.</summary>
internal sealed record UserInfo(string Name, string Uid, IReadOnlyList<string> Groups)
{
    public const string AnonymousName = "system:anonymous";
    public const string MastersGroup = "system:masters";
    public const string AuthenticatedGroup = "system:authenticated";
    public const string UnauthenticatedGroup = "system:unauthenticated";

    private static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> s_nothing = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>What the cluster itself does, and may.</summary>
    public static UserInfo System { get; } = new("system:embedded", "", [MastersGroup, AuthenticatedGroup]);

    public static UserInfo Anonymous { get; } = new(AnonymousName, "", [UnauthenticatedGroup]);

    /// <summary>What else is known of the user, for example the pod that a token was issued for.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Extra { get; init; } = s_nothing;

    public bool IsMaster => Groups.Contains(MastersGroup);
}
