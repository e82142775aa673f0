using System.Text;

namespace Allocator.Tool.Tests;

/// <summary>Does something when a line with a text is written.</summary>
internal sealed class ReactingWriter(string text, Action react) : TextWriter
{
    public override Encoding Encoding => Encoding.UTF8;

    public override void WriteLine(string? value)
    {
        if (value?.Contains(text, StringComparison.Ordinal) == true)
            react();
    }
}
