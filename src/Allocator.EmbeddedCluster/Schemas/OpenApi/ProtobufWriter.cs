using System.Buffers;
using System.Text;

namespace Allocator.Embedded;

/// <summary>Writes the few kinds of protobuf fields that an OpenAPI document needs.</summary>
internal sealed class ProtobufWriter
{
    private const int Varint = 0;
    private const int LengthDelimited = 2;

    private readonly ArrayBufferWriter<byte> _bytes = new();

    public void Text(int field, string text) => Bytes(field, Encoding.UTF8.GetBytes(text));

    public void Flag(int field, bool value)
    {
        WriteVarint(((ulong)field << 3) | Varint);
        WriteVarint(value ? 1u : 0u);
    }

    public void Message(int field, Action<ProtobufWriter> write)
    {
        var message = new ProtobufWriter();
        write(message);
        Bytes(field, message._bytes.WrittenSpan);
    }

    public byte[] ToArray() => _bytes.WrittenSpan.ToArray();

    private void Bytes(int field, ReadOnlySpan<byte> bytes)
    {
        WriteVarint(((ulong)field << 3) | LengthDelimited);
        WriteVarint((ulong)bytes.Length);
        _bytes.Write(bytes);
    }

    private void WriteVarint(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            _bytes.Write([(byte)(value | 0x80)]);

        _bytes.Write([(byte)value]);
    }
}
