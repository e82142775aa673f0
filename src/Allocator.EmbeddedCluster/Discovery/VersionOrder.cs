using System.Globalization;
using System.Text.RegularExpressions;

namespace Allocator.Embedded;

/// <summary>The order of API versions: stable ones first, then beta, then alpha, the newest first.</summary>
/// <remarks>See <see href="https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definition-versioning/#version-priority"/>.</remarks>
internal sealed partial class VersionOrder : IComparer<string>
{
    public static VersionOrder Instance { get; } = new();

    public int Compare(string? x, string? y) => Rank(y!).CompareTo(Rank(x!)) is var order and not 0 ? order : string.CompareOrdinal(x, y);

    private static (int Stability, int Major, int Minor) Rank(string version)
    {
        if (Form().Match(version) is not { Success: true } match)
            return (0, 0, 0);
        var minor = match.Groups[3].Success ? int.Parse(match.Groups[3].Value, CultureInfo.InvariantCulture) : 0;
        return (match.Groups[2].Value switch { "" => 3, "beta" => 2, _ => 1 }, int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture), minor);
    }

    [GeneratedRegex("^v([0-9]{1,4})(?:(alpha|beta)([0-9]{1,4}))?$")]
    private static partial Regex Form();
}
