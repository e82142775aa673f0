namespace Allocator.Embedded;

/// <summary>The latest lines that one run of a container has written.</summary>
/// <param name="capacity">The bytes that are kept; when there are more the oldest lines go.</param>
/// <param name="time">The clock.</param>
internal sealed class ContainerLog(long capacity, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly List<LogLine> _lines = [];
    private int _dropped;
    private long _first;
    private long _size;
    private bool _isComplete;
    private TaskCompletionSource? _grown;

    public void Append(byte[] line)
    {
        TaskCompletionSource? grown;
        lock (_gate)
        {
            if (_isComplete)
                return;
            var added = new LogLine(time.GetUtcNow(), line);
            _lines.Add(added);
            _size += added.Size;
            while (_size > capacity && _lines.Count - _dropped > 1)
            {
                _size -= _lines[_dropped++].Size;
                _first++;
            }

            if (_dropped > 64 && _dropped > _lines.Count / 2)
            {
                _lines.RemoveRange(0, _dropped);
                _dropped = 0;
            }

            (grown, _grown) = (_grown, null);
        }

        grown?.TrySetResult();
    }

    /// <summary>Ends the log: the container has ended.</summary>
    public void Complete()
    {
        TaskCompletionSource? grown;
        lock (_gate)
        {
            _isComplete = true;
            (grown, _grown) = (_grown, null);
        }

        grown?.TrySetResult();
    }

    /// <summary>Reads what is there from a position on.</summary>
    /// <param name="position">The position, which becomes the one after what was read.</param>
    /// <param name="more">Completes when there is more to read; null if there will be no more.</param>
    public IReadOnlyList<LogLine> Read(ref long position, out Task? more)
    {
        lock (_gate)
        {
            var skip = (int)Math.Max(0, position - _first);
            var lines = _lines.GetRange(_dropped + skip, _lines.Count - _dropped - skip);
            position = _first + skip + lines.Count;
            more = _isComplete ? null : (_grown ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            return lines;
        }
    }

    /// <summary>The last lines as a text, for a message.</summary>
    public byte[] Tail(int lines, int bytes)
    {
        long position = 0;
        var text = Read(ref position, out _).TakeLast(lines).SelectMany(line => line.Text).ToArray();
        return text.Length > bytes ? text[^bytes..] : text;
    }
}
