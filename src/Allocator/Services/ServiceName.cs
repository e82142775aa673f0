using System.Text.RegularExpressions;

namespace Allocator;

/// <summary>The rule for services' names.</summary>
internal static partial class ServiceName
{
    private const int MaxLength = 30;

    public static void ThrowIfInvalid(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length > MaxLength || !Rule().IsMatch(name))
        {
            throw new ArgumentException(
                $"'{name}' cannot be a service's name: it must be lower-case letters, digits and '-', begin with a letter, not end with '-', and have at most {MaxLength} characters.",
                nameof(name));
        }
    }

    [GeneratedRegex(@"^[a-z]([-a-z0-9]*[a-z0-9])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Rule();
}
