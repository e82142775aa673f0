using System.Text.RegularExpressions;

namespace Allocator;

/// <summary>
/// Whom the patterns of <see cref="AllocatorOptions.Administrators"/> mean. Patterns are those of the original's access lists: a name means itself and what extends it by <c>:</c>,
/// with <c>:$</c> at its end itself only, and <c>...</c> means everybody. Besides, <c>*</c> stands for any characters but <c>:</c>.
/// </summary>
internal sealed class AdministratorPatterns(IEnumerable<string> patterns)
{
    /// <summary>What precedes a group's name in a pattern.</summary>
    private const string GroupPrefix = "group:";

    private readonly Regex[] _patterns = [.. patterns.Select(Translate)];

    /// <summary>Whether one of the caller's blessing names, or <c>group:</c> and one of its groups, is meant.</summary>
    public bool Match(CallerIdentity caller) =>
        caller.BlessingNames.Concat(caller.Groups.Select(group => GroupPrefix + group)).Any(name => Array.Exists(_patterns, pattern => pattern.IsMatch(name)));

    private static Regex Translate(string pattern)
    {
        if (pattern == "...")
            return new Regex("", RegexOptions.NonBacktracking);
        var isExact = pattern.EndsWith(":$", StringComparison.Ordinal);
        var name = Regex.Escape(isExact ? pattern[..^2] : pattern).Replace(@"\*", "[^:]*", StringComparison.Ordinal);
        return new Regex($@"\A{name}{(isExact ? "" : "(?::.*)?")}\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.Singleline);
    }
}
