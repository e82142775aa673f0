namespace Allocator;

public sealed class GoJsonTests
{
    // Expected values were recorded from Go 1.19's encoding/json.
    [Fact]
    public void String_ascii_as_go() => Assert.Equal(
        """
        "\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\t\n\u000b\u000c\r\u000e\u000f\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019
        """.Trim()
        + """\u001a\u001b\u001c\u001d\u001e\u001f !\"#$%\u0026'()*+,-./0123456789:;\u003c=\u003e?@"""
        + "ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\\\]^_`abcdefghijklmnopqrstuvwxyz{|}~\u007f\"",
        GoJson.String(string.Concat(Enumerable.Range(0, 0x80).Select(i => (char)i))));

    [Theory]
    [InlineData("", "\"\"")]
    [InlineData("\u0080\u0085\u00a0é\u2027\u202a\ufeff\ufffd\uffff😀", "\"\u0080\u0085\u00a0é\u2027\u202a\ufeff\ufffd\uffff😀\"")]
    [InlineData("\u2028\u2029", """ "\u2028\u2029" """)]
    public void String_beyond_ascii_as_go(string value, string expected) => Assert.Equal(expected.Trim(), GoJson.String(value));

    [Theory]
    [InlineData(0xd83d)]
    [InlineData(0xde00)]
    public void String_half_of_a_surrogate_pair_is_replaced_as_invalid_bytes_are(int half) =>
        Assert.Equal("""
            "a\ufffdb"
            """, GoJson.String($"a{(char)half}b"));

    [Fact]
    public void Array_as_go()
    {
        Assert.Equal("null", GoJson.Array([]));
        Assert.Equal("""["a","\u003c"]""", GoJson.Array(["a", "<"]));
    }
}
