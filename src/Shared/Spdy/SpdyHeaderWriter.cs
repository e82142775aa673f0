using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Allocator;

/// <summary>Writes the blocks of headers of one connection: they are compressed as one stream, here without the dictionary.</summary>
internal sealed class SpdyHeaderWriter : IDisposable
{
    private readonly MemoryStream _compressed = new();
    private readonly ZLibStream _compressor;

    public SpdyHeaderWriter() => _compressor = new(_compressed, CompressionLevel.Fastest);

    public byte[] Write(IReadOnlyDictionary<string, string> headers)
    {
        _compressed.SetLength(0);
        WriteLength(headers.Count);
        foreach (var (name, value) in headers)
        {
            WriteText(name);
            WriteText(value);
        }

        _compressor.Flush();
        return _compressed.ToArray();
    }

    public void Dispose()
    {
        _compressor.Dispose();
        _compressed.Dispose();
    }

    private void WriteText(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        WriteLength(bytes.Length);
        _compressor.Write(bytes);
    }

    private void WriteLength(int length)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, length);
        _compressor.Write(bytes);
    }
}
