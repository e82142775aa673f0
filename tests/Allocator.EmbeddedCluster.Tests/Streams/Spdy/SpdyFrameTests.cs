namespace Allocator.Embedded.Tests.Streams.Spdy;

public sealed class SpdyFrameTests
{
    [Theory]
    [InlineData("000000050100000a", SpdyFrameType.Data, 5, true, 10)]
    [InlineData("7fffffff00ffffff", SpdyFrameType.Data, int.MaxValue, false, 0xff_ffff)]
    [InlineData("8003000100000040", SpdyFrameType.SynStream, 0, false, 64)]
    [InlineData("8003000600000004", SpdyFrameType.Ping, 0, false, 4)]
    [InlineData("8003000701000008", SpdyFrameType.GoAway, 0, true, 8)]
    internal void Read_and_Write_agree_with_the_bytes_on_the_wire(string hex, SpdyFrameType type, int streamId, bool isLast, int length)
    {
        var bytes = Convert.FromHexString(hex);
        var written = new byte[SpdyFrame.HeadLength];

        var frame = SpdyFrame.Read(bytes);
        frame.Write(written);

        Assert.Equal(new SpdyFrame(type, streamId, isLast, length), frame);
        Assert.Equal(bytes, written);
    }

    [Fact]
    public void Read_refuses_another_version() =>
        Assert.Throws<InvalidDataException>(() => SpdyFrame.Read(Convert.FromHexString("8002000100000040")));
}
