namespace Allocator.Embedded;

/// <summary>An output of a container: cuts what is written into the lines of its log.</summary>
internal sealed class LogStream(ContainerLog log) : Stream
{
    // Longer lines are cut, as a container engine does.
    private const int LongestLine = 16 * 1024;

    private readonly Lock _gate = new();
    private readonly List<byte> _line = [];

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        lock (_gate)
        {
            while (buffer.Length > 0)
            {
                var end = buffer.IndexOf((byte)'\n');
                var taken = Math.Min(end < 0 ? buffer.Length : end + 1, LongestLine - _line.Count);
                _line.AddRange(buffer[..taken]);
                if (_line[^1] == (byte)'\n' || _line.Count == LongestLine)
                    EndLine();
                buffer = buffer[taken..];
            }
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        Write(buffer.AsSpan(offset, count));
        return Task.CompletedTask;
    }

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>Logs what was written after the last newline.</summary>
    public void Complete()
    {
        lock (_gate)
        {
            if (_line.Count > 0)
                EndLine();
        }
    }

    private void EndLine()
    {
        log.Append([.. _line]);
        _line.Clear();
    }
}
