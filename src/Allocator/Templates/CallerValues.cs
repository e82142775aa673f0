namespace Allocator;

/// <summary>The strings that a caller controls and a template sees.</summary>
/// <param name="Identity">The caller's name, for example an e-mail address.</param>
/// <param name="BlessingNames">The names by which access lists know the caller.</param>
/// <param name="Parameters">The parameters of the call, by name.</param>
internal sealed record CallerValues(string Identity, IReadOnlyList<string> BlessingNames, IReadOnlyDictionary<string, string> Parameters)
{
    /// <summary>All values, each with what messages call it and whether it may be meant as a number or a boolean.</summary>
    public IEnumerable<(string Text, string Description, bool MayBeTyped)> All =>
    [
        (Identity, "the caller's name (.Owner)", false),
        .. BlessingNames.Select(static name => (name, "a blessing name of the caller", false)),
        .. Parameters.Select(static p => (p.Value, $"the parameter '{p.Key}' (.Parameters.{p.Key})", true)),
    ];

    /// <summary>The same with other texts.</summary>
    public CallerValues Replace(Func<string, string> replacement) => new(
        replacement(Identity),
        [.. BlessingNames.Select(replacement)],
        Parameters.ToDictionary(static p => p.Key, p => replacement(p.Value), StringComparer.Ordinal));
}
