namespace Allocator.Embedded;

public sealed class ImageNameTests
{
    [Theory]
    [InlineData("busybox", "docker.io/library/busybox:latest")]
    [InlineData("busybox:1.35", "docker.io/library/busybox:1.35")]
    [InlineData("docker.io/busybox", "docker.io/library/busybox:latest")]
    [InlineData("index.docker.io/library/busybox", "docker.io/library/busybox:latest")]
    [InlineData("me/app", "docker.io/me/app:latest")]
    [InlineData("localhost/app", "localhost/app:latest")]
    [InlineData("registry.local/busybox:1.35", "registry.local/busybox:1.35")]
    [InlineData("localhost:5000/a/b_c:v1", "localhost:5000/a/b_c:v1")]
    [InlineData(
        "app@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        "docker.io/library/app@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")]
    public void TryComplete_adds_what_is_left_out(string text, string expected)
    {
        Assert.True(ImageName.TryComplete(text, out var name, out _));
        Assert.Equal(expected, name);
    }

    [Theory]
    [InlineData("Not An Image", "invalid reference format: repository name must be lowercase")]
    [InlineData("not an image", "invalid reference format")]
    [InlineData("", "invalid reference format")]
    [InlineData("app:", "invalid reference format")]
    [InlineData("-app", "invalid reference format")]
    public void TryComplete_says_what_is_wrong(string text, string expected)
    {
        Assert.False(ImageName.TryComplete(text, out _, out var problem));
        Assert.Equal(expected, problem);
    }
}
