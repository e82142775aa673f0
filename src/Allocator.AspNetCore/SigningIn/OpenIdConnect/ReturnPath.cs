namespace Allocator.Server;

/// <summary>Where a browser goes after the sign-in: a path of this site, never another site.</summary>
internal static class ReturnPath
{
    // Browsers take "/\" for "//", and drop line breaks and tabs before they look.
    public static bool IsLocal(string path) =>
        path is ['/', ..] and not ['/', '/' or '\\', ..] && !path.Any(character => char.IsControl(character) || character == '\\');
}
