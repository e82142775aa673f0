namespace Allocator.Embedded;

public sealed class ContainerMountsTests
{
    private readonly ContainerMounts _mounts = new(
        [new("/data", "/host/d"), new("/data/deep/", "/host/deep"), new("/dev/termination-log", "/host/message")]);

    [Theory]
    [InlineData("/data", "/host/d")]
    [InlineData("/data/", "/host/d")]
    [InlineData("/data/a/b", "/host/d/a/b")]
    [InlineData("/data/deep/x", "/host/deep/x")]
    [InlineData("/data/./a/../b", "/host/d/b")]
    [InlineData("/dev/termination-log", "/host/message")]
    [InlineData("/database", null)]
    [InlineData("/data/../etc", null)]
    [InlineData("/", null)]
    public void HostPath_is_below_the_innermost_mount(string path, string? expected) => Assert.Equal(expected, _mounts.HostPath(path));

    [Theory]
    [InlineData("/data", "/host/d")]
    [InlineData("--dir=/data/db", "--dir=/host/d/db")]
    [InlineData("cat /data/a > /dev/termination-log", "cat /host/d/a > /host/message")]
    [InlineData("/data:/data/deep/x", "/host/d:/host/deep/x")]
    [InlineData("/database /my/data x/data /data.old", "/database /my/data x/data /data.old")]
    public void Replace_takes_whole_paths(string text, string expected) => Assert.Equal(expected, _mounts.Replace(text));
}
