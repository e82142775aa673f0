using System.Collections;

namespace Allocator.GoTemplates;

/// <summary>A part of a list. As in Go it can be sliced again beyond its end, up to its capacity.</summary>
internal sealed class ListSlice(IReadOnlyList<object?> source, int offset, int count, int capacity) : IReadOnlyList<object?>
{
    public int Count => count;

    public int Capacity => capacity;

    public object? this[int index] => (uint)index < (uint)count ? source[offset + index] : throw new ArgumentOutOfRangeException(nameof(index));

    public ListSlice Slice(int from, int to, int limit) => new(source, offset + from, to - from, limit - from);

    public IEnumerator<object?> GetEnumerator() => source.Skip(offset).Take(count).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
