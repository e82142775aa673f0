using System.Text.RegularExpressions;

namespace Allocator.Embedded;

/// <summary>Reads names of images.</summary>
internal static partial class ImageReference
{
    /// <summary>Whether an image is the latest one, said or not. A text that is no reference is none.</summary>
    public static bool IsLatest(string image)
    {
        var match = Pattern().Match(image);
        if (!match.Success)
            return false;
        var (tag, digest) = (match.Groups["tag"], match.Groups["digest"]);
        return tag.Success ? tag.Value == "latest" : !digest.Success;
    }

    [GeneratedRegex(
        @"^(?:(?:[A-Za-z0-9]|[A-Za-z0-9][-A-Za-z0-9]*[A-Za-z0-9])(?:\.(?:[A-Za-z0-9]|[A-Za-z0-9][-A-Za-z0-9]*[A-Za-z0-9]))*(?::[0-9]+)?/)?" +
        @"[a-z0-9]+(?:(?:\.|__?|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\.|__?|-+)[a-z0-9]+)*)*" +
        @"(?::(?<tag>\w[\w.-]{0,127}))?(?<digest>@[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9A-Fa-f]{32,})?\z",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
