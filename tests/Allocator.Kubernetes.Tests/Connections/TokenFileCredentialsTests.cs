using Allocator.Testing;

namespace Allocator.Connections;

public sealed class TokenFileCredentialsTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly ManualTimeProvider _clock = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Get_changed_file_gives_the_new_token_after_ten_seconds()
    {
        var credentials = Create("one\n");
        Assert.Equal("one", await GetAsync(credentials));

        _directory.Write("token", "two");
        _clock.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal("one", await GetAsync(credentials));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("two", await GetAsync(credentials));
    }

    [Fact]
    public async Task Get_refused_token_reads_the_file_at_once()
    {
        var credentials = Create("one");
        var refused = await credentials.GetAsync(TestContext.Current.CancellationToken);
        _directory.Write("token", "two");

        Assert.True(credentials.Invalidate(refused));

        Assert.Equal("two", await GetAsync(credentials));
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    public async Task Get_file_that_is_being_replaced_keeps_the_last_token(string? content)
    {
        var credentials = Create("one");
        Assert.Equal("one", await GetAsync(credentials));

        if (content is null)
            File.Delete(Path.Combine(_directory.Path, "token"));
        else
            _directory.Write("token", content);
        _clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal("one", await GetAsync(credentials));
    }

    [Fact]
    public async Task Get_unchanged_token_is_the_same_credential()
    {
        var credentials = Create("one");
        var first = await credentials.GetAsync(TestContext.Current.CancellationToken);
        _clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Same(first, await credentials.GetAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Get_absent_file_without_another_token_is_an_error_that_names_it()
    {
        var path = Path.Combine(_directory.Path, "token");
        var credentials = new TokenFileCredentials(path, "the source", _clock);

        var error = await Assert.ThrowsAsync<ClusterUnavailableException>(async () => await GetAsync(credentials));

        Assert.Contains($"'{path}' (the source)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_absent_file_falls_back_to_the_inline_token()
    {
        var credentials = new TokenFileCredentials(Path.Combine(_directory.Path, "token"), "the source", _clock) { Fallback = "inline" };
        Assert.Equal("inline", await GetAsync(credentials));

        _directory.Write("token", "one");
        _clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal("one", await GetAsync(credentials));
    }

    private TokenFileCredentials Create(string token) => new(_directory.Write("token", token), "the source", _clock);

    private static async Task<string?> GetAsync(TokenFileCredentials credentials) =>
        (await credentials.GetAsync(TestContext.Current.CancellationToken)).Authorization!.Parameter;
}
