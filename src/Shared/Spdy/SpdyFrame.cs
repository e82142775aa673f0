using System.Buffers.Binary;

namespace Allocator;

/// <summary>The types of SPDY's control frames, and of its data frames, which have no number.</summary>
internal enum SpdyFrameType
{
    Data = 0,
    SynStream = 1,
    SynReply = 2,
    RstStream = 3,
    Settings = 4,
    Ping = 6,
    GoAway = 7,
    Headers = 8,
    WindowUpdate = 9,
}

/// <summary>The head of a SPDY/3 frame.</summary>
/// <param name="Type">What it is.</param>
/// <param name="StreamId">The stream of a data frame; 0 for others, which have it in their payload.</param>
/// <param name="IsLast">Whether the sender ends the stream with it.</param>
/// <param name="Length">The length of its payload.</param>
/// <remarks>See <see href="https://www.chromium.org/spdy/spdy-protocol/spdy-protocol-draft3/"/>.</remarks>
internal readonly record struct SpdyFrame(SpdyFrameType Type, int StreamId, bool IsLast, int Length)
{
    public const int HeadLength = 8;
    private const uint ControlBit = 0x8000_0000;
    private const int Version = 3;
    private const byte Last = 1;

    /// <exception cref="InvalidDataException">It is of another version of SPDY.</exception>
    public static SpdyFrame Read(ReadOnlySpan<byte> head)
    {
        var first = BinaryPrimitives.ReadUInt32BigEndian(head);
        var second = BinaryPrimitives.ReadUInt32BigEndian(head[4..]);
        var isLast = (second >> 24 & Last) != 0;
        var length = (int)(second & 0xff_ffff);
        if ((first & ControlBit) == 0)
            return new(SpdyFrameType.Data, (int)first, isLast, length);
        var version = (int)(first >> 16 & 0x7fff);
        return version == Version
            ? new((SpdyFrameType)(first & 0xffff), 0, isLast, length)
            : throw new InvalidDataException($"A frame is of SPDY/{version}, not of SPDY/{Version}.");
    }

    public void Write(Span<byte> head)
    {
        BinaryPrimitives.WriteUInt32BigEndian(head, Type == SpdyFrameType.Data ? (uint)StreamId : ControlBit | Version << 16 | (uint)Type);
        BinaryPrimitives.WriteUInt32BigEndian(head[4..], (IsLast ? (uint)Last << 24 : 0) | (uint)Length);
    }
}
