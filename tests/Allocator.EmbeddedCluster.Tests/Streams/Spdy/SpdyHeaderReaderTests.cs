namespace Allocator.Embedded.Tests.Streams.Spdy;

public sealed class SpdyHeaderReaderTests
{
    // Three blocks of one connection as Go's compress/zlib writes them for spdystream: with the dictionary, each flushed.
    private static readonly string[] s_blocks =
    [
        "78f9e3c6a7c202253a703a2b294a4dcc851625aca9a0808614cb45e01c60616061c0c0c0c0590489c64c50f2663400000000ffff",
        "826a26ac0ad57850499508000000ffff",
        "6260606000000000ffff",
    ];

    [Fact]
    public void Read_takes_blocks_that_were_compressed_with_the_dictionary()
    {
        using var reader = new SpdyHeaderReader();

        var first = reader.Read(Convert.FromHexString(s_blocks[0]));
        var second = reader.Read(Convert.FromHexString(s_blocks[1]));
        var third = reader.Read(Convert.FromHexString(s_blocks[2]));

        Assert.Equal(new Dictionary<string, string> { ["streamtype"] = "error", ["port"] = "8080", ["requestid"] = "0" }, first);
        Assert.Equal(new Dictionary<string, string> { ["streamtype"] = "data", ["port"] = "8080", ["requestid"] = "0" }, second);
        Assert.Empty(third);
    }

    [Fact]
    public void Read_takes_what_the_writer_writes_without_the_dictionary()
    {
        using var writer = new SpdyHeaderWriter();
        using var reader = new SpdyHeaderReader();
        var headers = new Dictionary<string, string> { ["streamtype"] = "stdin", ["empty"] = "" };

        Assert.Equal(headers, reader.Read(writer.Write(headers)));
        Assert.Empty(reader.Read(writer.Write(new Dictionary<string, string>())));
        Assert.Equal(headers, reader.Read(writer.Write(headers)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("78f9e3c6")]
    [InlineData("78f9e3c6a7c2ffffffff")]
    [InlineData("7801000400fbff00000001000000ffff")]
    public void Read_refuses_what_is_no_block(string block)
    {
        using var reader = new SpdyHeaderReader();

        Assert.Throws<InvalidDataException>(() => reader.Read(Convert.FromHexString(block)));
    }
}
