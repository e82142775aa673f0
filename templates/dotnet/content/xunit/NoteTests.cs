using Allocator;

namespace Template._1;

public sealed class NoteTests(InstanceFixture<Notes> notes) : IClassFixture<InstanceFixture<Notes>>
{
    [Fact]
    public async Task Note_is_read_as_it_was_written()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var client = new HttpClient { BaseAddress = new Uri(notes.GetConnectionString()) };

        using var written = await client.PutAsync("/milk", new StringContent("two bottles"), cancellationToken);

        Assert.True(written.IsSuccessStatusCode);
        Assert.Equal("two bottles", await client.GetStringAsync("/milk", cancellationToken));
    }
}
