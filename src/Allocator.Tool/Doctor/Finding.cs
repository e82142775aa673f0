namespace Allocator.Tool;

/// <summary>How grave a finding is.</summary>
internal enum Severity
{
    Ok,
    Warning,
    Failure,
}

/// <summary>What a check found.</summary>
/// <param name="Status">How grave it is.</param>
/// <param name="Found">What was found.</param>
/// <param name="Advice">What to do; null for nothing.</param>
internal sealed record Finding(Severity Status, string Found, string? Advice = null)
{
    public static Finding Ok(string found) => new(Severity.Ok, found);

    public static Finding Warning(string found, string advice) => new(Severity.Warning, found, advice);

    public static Finding Failure(string found, string advice) => new(Severity.Failure, found, advice);
}
