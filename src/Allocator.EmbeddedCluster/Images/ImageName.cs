using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Allocator.Embedded;

/// <summary>Names of images, completed with registry and tag.</summary>
/// <remarks>See <see href="https://github.com/distribution/reference"/>.</remarks>
internal static partial class ImageName
{
    private const string Hub = "docker.io";

    /// <summary>Completes a name.</summary>
    /// <param name="text">For example <c>busybox</c>.</param>
    /// <param name="name">For example <c>docker.io/library/busybox:latest</c>.</param>
    /// <param name="problem">What is wrong with the text.</param>
    public static bool TryComplete(string text, [NotNullWhen(true)] out string? name, [NotNullWhen(false)] out string? problem)
    {
        (name, problem) = (null, "invalid reference format");
        var (domain, path) = Split(text);
        var repository = path.Split(':', '@')[0];
        if (repository.Any(char.IsAsciiLetterUpper))
        {
            problem = "invalid reference format: repository name must be lowercase";
            return false;
        }

        if (!Domain().IsMatch(domain) || Remainder().Match(path) is not { Success: true } match)
            return false;
        var suffix = match.Groups["tag"].Value + match.Groups["digest"].Value;
        name = $"{domain}/{match.Groups["repository"].Value}{(suffix.Length == 0 ? ":latest" : suffix)}";
        problem = null;
        return true;
    }

    private static (string Domain, string Path) Split(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var first = slash < 0 ? "" : text[..slash];
        if (first == "index.docker.io")
            return (Hub, Official(text[(slash + 1)..]));
        if (first == "localhost" || first.AsSpan().ContainsAny('.', ':'))
            return (first, first == Hub ? Official(text[(slash + 1)..]) : text[(slash + 1)..]);
        return (Hub, Official(text));
    }

    private static string Official(string path) => path.Contains('/', StringComparison.Ordinal) ? path : "library/" + path;

    [GeneratedRegex(@"^(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])(?:\.(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9]))*(?::[0-9]+)?\z")]
    private static partial Regex Domain();

    [GeneratedRegex(
        @"^(?<repository>[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*)" +
        @"(?<tag>:\w[\w.-]{0,127})?(?<digest>@[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,})?\z",
        RegexOptions.ECMAScript | RegexOptions.ExplicitCapture)]
    private static partial Regex Remainder();
}
