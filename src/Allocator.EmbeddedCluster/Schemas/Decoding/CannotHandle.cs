namespace Allocator.Embedded;

/// <summary>The frame of the message of a body that cannot be decoded.</summary>
internal static class CannotHandle
{
    public static string Message(string? version, string? kind, string problem) =>
        $"{kind} in version \"{version}\" cannot be handled as a {kind}: {problem}";
}
