using System.Text.RegularExpressions;

namespace Allocator.Manifests;

/// <summary>A Kubernetes quantity, for example <c>50Gi</c>.</summary>
/// <remarks>See <see href="https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/"/>.</remarks>
internal static partial class Quantity
{
    /// <summary>Whether the text is a quantity above zero.</summary>
    public static bool IsPositive(string text) =>
        Pattern().Match(text) is { Success: true } match && match.Groups["digits"].ValueSpan.ContainsAnyInRange('1', '9');

    [GeneratedRegex(@"^\+?(?<digits>[0-9]+(\.[0-9]*)?|\.[0-9]+)([KMGTPE]i|[numkMGTPE]|[eE][-+]?[0-9]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
