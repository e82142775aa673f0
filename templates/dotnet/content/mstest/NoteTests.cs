using Allocator;

namespace Template._1;

[TestClass]
public sealed class NoteTests : InstanceTestBase<NoteTests, Notes>
{
    [TestMethod]
    public async Task Note_is_read_as_it_was_written()
    {
        using var client = new HttpClient { BaseAddress = new Uri(GetConnectionString()) };

        using var written = await client.PutAsync("/milk", new StringContent("two bottles"));

        Assert.IsTrue(written.IsSuccessStatusCode);
        Assert.AreEqual("two bottles", await client.GetStringAsync("/milk"));
    }
}
