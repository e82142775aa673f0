namespace Allocator.Embedded;

/// <summary>What a token says.</summary>
/// <param name="User">Whose it is; null if it is not valid.</param>
/// <param name="Audiences">For which of the wanted audiences it is.</param>
/// <param name="Problem">Why it is not valid, in the words of a real server.</param>
internal sealed record TokenVerdict(UserInfo? User, IReadOnlyList<string> Audiences, string Problem)
{
    private const string NoUser = "invalid bearer token";

    /// <summary>Nobody knows it.</summary>
    public static TokenVerdict Unknown { get; } = new(null, [], NoUser);

    public static TokenVerdict Valid(UserInfo user, IReadOnlyList<string> audiences) => new(user, audiences, "");

    public static TokenVerdict Invalid(string problem) => new(null, [], $"[{NoUser}, {problem}]");
}
