using System.Text;
using Allocator.GoTemplates;

namespace Allocator.HandlebarsTemplates;

/// <summary>The output, up to its limit; each piece is a step.</summary>
internal sealed class LimitedWriter(HandlebarsRun run) : TextWriter
{
    private readonly TextBuffer _text = new(run.MaxLength);

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value)
    {
        run.Step();
        _text.Append(value);
    }

    public override void Write(string? value) => Write(value.AsSpan());

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(ReadOnlySpan<char> buffer)
    {
        run.Step();
        _text.Append(buffer);
    }

    public override string ToString() => GoText.ToValidText(_text.Text);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _text.Dispose();
        base.Dispose(disposing);
    }
}
