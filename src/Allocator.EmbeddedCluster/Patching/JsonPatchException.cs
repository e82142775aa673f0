namespace Allocator.Embedded;

/// <summary>A JSON patch that does not fit.</summary>
/// <param name="message">Why.</param>
/// <param name="isMalformed">Whether it is no patch at all, rather than one that this object does not allow.</param>
internal sealed class JsonPatchException(string message, bool isMalformed) : Exception(message)
{
    public bool IsMalformed { get; } = isMalformed;
}
