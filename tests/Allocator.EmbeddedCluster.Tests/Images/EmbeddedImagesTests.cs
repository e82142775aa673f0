namespace Allocator.Embedded;

public sealed class EmbeddedImagesTests
{
    [Fact]
    public void Add_is_found_by_any_spelling_of_the_name()
    {
        var images = new EmbeddedImages();

        var program = images.AddProgram("busybox", "/bin/sh");

        Assert.Same(program, images.Find("docker.io/library/busybox:latest"));
        Assert.Equal(["docker.io/library/busybox:latest"], images.Names);
    }

    [Fact]
    public void Add_no_name_of_an_image_throws() =>
        Assert.Equal(
            "\"A b\" is no name of an image: invalid reference format: repository name must be lowercase. (Parameter 'image')",
            Assert.Throws<ArgumentException>(() => new EmbeddedImages().Add("A b", (_, _) => Task.FromResult(0))).Message);

    [Fact]
    public async Task ExecAsync_of_an_image_without_programs_says_so()
    {
        IContainerImage image = new Silent();
        var command = new ContainerExec(["ls"], null, Stream.Null, Stream.Null, false);

        var failure = await Assert.ThrowsAsync<ContainerStartException>(
            () => image.ExecAsync(null!, command, TestContext.Current.CancellationToken));

        Assert.Equal("exec: \"ls\": executable file not found in $PATH", failure.Message);
    }

    private sealed class Silent : IContainerImage
    {
        public Task<int> RunAsync(ContainerContext container, CancellationToken stopping) => Task.FromResult(0);
    }
}
