using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Allocator;

/// <summary>Reads the blocks of headers of one connection, in their order: they are compressed as one stream.</summary>
internal sealed class SpdyHeaderReader : IDisposable
{
    private const int MaxLength = 64 * 1024;
    private const int ZlibHeader = 2;
    private const int DictionaryId = 4;
    private const byte HasDictionary = 0x20;

    private readonly Feed _compressed = new();
    private readonly DeflateStream _decompressor;
    private bool _started;

    /// <summary>
    /// .NET cannot give a dictionary to a decompressor; but a block that is stored uncompressed, ahead of the client's, leaves the same bytes
    /// in its window.
    /// </summary>
    public SpdyHeaderReader()
    {
        _decompressor = new(_compressed, CompressionMode.Decompress);
        var dictionary = SpdyDictionary.Bytes.Span;
        var block = new byte[5 + dictionary.Length];
        BinaryPrimitives.WriteUInt16LittleEndian(block.AsSpan(1), (ushort)dictionary.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(block.AsSpan(3), (ushort)~dictionary.Length);
        dictionary.CopyTo(block.AsSpan(5));
        Decompress(block);
    }

    /// <summary>Reads a block. Names are in lower case.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public IReadOnlyDictionary<string, string> Read(ReadOnlySpan<byte> block)
    {
        if (!_started)
            block = SkipZlibHeader(block);
        _started = true;
        return Parse(Decompress(block.ToArray()));
    }

    public void Dispose()
    {
        _decompressor.Dispose();
        _compressed.Dispose();
    }

    private static ReadOnlySpan<byte> SkipZlibHeader(ReadOnlySpan<byte> block)
    {
        var length = block.Length >= ZlibHeader && (block[1] & HasDictionary) != 0 ? ZlibHeader + DictionaryId : ZlibHeader;
        return length <= block.Length ? block[length..] : throw Invalid();
    }

    private static Dictionary<string, string> Parse(ReadOnlySpan<byte> bytes)
    {
        var headers = new Dictionary<string, string>();
        var count = ReadLength(ref bytes);
        for (var i = 0; i < count; i++)
        {
            var name = ReadText(ref bytes);
            headers[name] = ReadText(ref bytes);
        }

        return headers;
    }

    private static string ReadText(ref ReadOnlySpan<byte> bytes)
    {
        var length = ReadLength(ref bytes);
        var text = Encoding.UTF8.GetString(bytes[..length]);
        bytes = bytes[length..];
        return text;
    }

    private static int ReadLength(ref ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < sizeof(int) || BinaryPrimitives.ReadInt32BigEndian(bytes) is not (>= 0 and var length))
            throw Invalid();
        bytes = bytes[sizeof(int)..];
        return length <= bytes.Length ? length : throw Invalid();
    }

    private static InvalidDataException Invalid() => new("A block of headers is not valid.");

    private byte[] Decompress(byte[] compressed)
    {
        _compressed.Bytes = compressed;
        var bytes = new MemoryStream();
        var buffer = new byte[2048];
        while (_decompressor.Read(buffer) is > 0 and var count)
        {
            bytes.Write(buffer, 0, count);
            if (bytes.Length > MaxLength)
                throw Invalid();
        }

        return bytes.ToArray();
    }

    /// <summary>What the decompressor reads: the block at hand, and then an end that is none, as the next block follows.</summary>
    private sealed class Feed : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public ReadOnlyMemory<byte> Bytes { get; set; }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var count = Math.Min(buffer.Length, Bytes.Length);
            Bytes.Span[..count].CopyTo(buffer);
            Bytes = Bytes[count..];
            return count;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
