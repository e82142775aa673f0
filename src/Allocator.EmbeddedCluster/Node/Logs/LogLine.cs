namespace Allocator.Embedded;

/// <summary>A line of a container's output.</summary>
/// <param name="Time">When it was written.</param>
/// <param name="Text">The line with its newline, which only the last one of an output may lack.</param>
internal readonly record struct LogLine(DateTimeOffset Time, byte[] Text)
{
    // What a line takes besides its text, so that empty lines do not come for free.
    private const int Overhead = 32;

    public int Size => Text.Length + Overhead;
}
