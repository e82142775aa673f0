namespace Allocator.Embedded;

public sealed class AgesTests
{
    private const int Minute = 60;
    private const int Hour = 60 * Minute;
    private const int Day = 24 * Hour;

    [Theory]
    [InlineData(-2, "<invalid>")]
    [InlineData(-1, "0s")]
    [InlineData(0, "0s")]
    [InlineData(119, "119s")]
    [InlineData(120, "2m")]
    [InlineData((9 * Minute) + 59, "9m59s")]
    [InlineData((10 * Minute) + 59, "10m")]
    [InlineData(179 * Minute, "179m")]
    [InlineData(3 * Hour, "3h")]
    [InlineData((7 * Hour) + (59 * Minute), "7h59m")]
    [InlineData(47 * Hour, "47h")]
    [InlineData(48 * Hour, "2d")]
    [InlineData(49 * Hour, "2d1h")]
    [InlineData(8 * Day, "8d")]
    [InlineData(729 * Day, "729d")]
    [InlineData(730 * Day, "2y")]
    [InlineData(731 * Day, "2y1d")]
    [InlineData(2920 * Day, "8y")]
    public void Text_shows_the_greatest_units(int seconds, string expected) => Assert.Equal(expected, Ages.Text(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void Since_no_timestamp_is_unknown() => Assert.Equal("<unknown>", Ages.Since(default(System.Text.Json.JsonElement), DateTimeOffset.UnixEpoch));
}
