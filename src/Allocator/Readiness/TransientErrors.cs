using System.Text.RegularExpressions;

namespace Allocator.Readiness;

/// <summary>Tells errors that go away by themselves from those that do not, by the words of registries, runtimes and volume plugins.</summary>
internal static partial class TransientErrors
{
    public static bool IsTransient(string message) => Pattern().IsMatch(message);

    [GeneratedRegex(
        @"timeout|timed out|deadline ?exceeded|toomanyrequests|too many requests|connection reset|unexpected EOF"
        + @"|(status|code|http)\D{0,20}(429|5\d\d)\b|internal server error|bad gateway|service unavailable|registryunavailable",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
