namespace Allocator.GoTemplates;

/// <summary>Arguments of the calls under way, so that no call needs an array of its own.</summary>
internal sealed class ArgumentStack
{
    private object?[] _values = new object?[16];

    public int Count { get; private set; }

    public void Push(object? value)
    {
        if (Count == _values.Length)
            Array.Resize(ref _values, Count * 2);
        _values[Count++] = value;
    }

    public Span<object?> From(int start) => _values.AsSpan(start, Count - start);

    public void PopTo(int count)
    {
        From(count).Clear();
        Count = count;
    }
}
