using System.Buffers;
using System.Globalization;

namespace Allocator.GoTemplates;

/// <summary>Text that grows up to a limit, in a pooled array.</summary>
internal sealed class TextBuffer(int limit) : IDisposable
{
    private char[] _characters = ArrayPool<char>.Shared.Rent(1024);

    public int Length { get; private set; }

    public ReadOnlySpan<char> Text => _characters.AsSpan(0, Length);

    public void Append(char c) => Extend(1)[0] = c;

    public void Append(char c, int count)
    {
        if (count > 0)
            Extend(count).Fill(c);
    }

    public void Append(ReadOnlySpan<char> text) => text.CopyTo(Extend(text.Length));

    public void Append(long number)
    {
        Span<char> digits = stackalloc char[20];
        number.TryFormat(digits, out var length, provider: CultureInfo.InvariantCulture);
        Append(digits[..length]);
    }

    /// <summary>Empties the buffer and returns what was in it.</summary>
    public string Take()
    {
        var text = Text.ToString();
        Length = 0;
        return text;
    }

    public void Dispose()
    {
        ArrayPool<char>.Shared.Return(_characters);
        _characters = [];
        Length = 0;
    }

    private Span<char> Extend(int count)
    {
        var start = Length;
        if (count > limit - start)
            throw new RenderException($"the text gets longer than the limit of {limit} characters");
        if (count > _characters.Length - start)
            Grow(count);
        Length = start + count;
        return _characters.AsSpan(start, count);
    }

    private void Grow(int count)
    {
        var larger = ArrayPool<char>.Shared.Rent(Math.Max(Length + count, (int)Math.Min(2L * _characters.Length, limit)));
        Text.CopyTo(larger);
        ArrayPool<char>.Shared.Return(_characters);
        _characters = larger;
    }
}
