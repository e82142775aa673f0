using Allocator;

namespace Template._1;

public sealed class NoteTests : InstanceTestBase<Notes>
{
    [Test]
    public async Task Note_is_read_as_it_was_written()
    {
        using var client = new HttpClient { BaseAddress = new Uri(GetConnectionString()) };

        using var written = await client.PutAsync("/milk", new StringContent("two bottles"));

        Assert.That(written.IsSuccessStatusCode, Is.True);
        Assert.That(await client.GetStringAsync("/milk"), Is.EqualTo("two bottles"));
    }
}
