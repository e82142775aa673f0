using System.Text.RegularExpressions;

namespace Allocator;

/// <summary>The rule for services' names.</summary>
internal static partial class ServiceName
{
    private const int MaxLength = 30;

    public static void ThrowIfInvalid(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (Problem(name) is { } problem)
            throw new ArgumentException(problem, nameof(name));
    }

    /// <summary>Why it cannot be a service's name; null if it can.</summary>
    public static string? Problem(string name) => name.Length > MaxLength || !Rule().IsMatch(name)
        ? $"'{name}' cannot be a service's name: it must be lower-case letters, digits and '-', begin with a letter, not end with '-', and have at most {MaxLength} characters."
        : null;

    [GeneratedRegex(@"^[a-z]([-a-z0-9]*[a-z0-9])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Rule();
}
