using Allocator;

namespace Samples;

/// <summary>Needs no cluster: its service runs on one within the test process.</summary>
[TestClass]
public sealed class NoteTests : InstanceTestBase<NoteTests, KeyValue>, IFixtureConfiguration
{
    [TestMethod]
    public async Task A_note_is_read_as_it_was_written()
    {
        using var notes = new Notes(GetConnectionString("http"));
        await notes.WriteAsync("milk", "two bottles");

        Assert.AreEqual("two bottles", await notes.ReadAsync("milk"));
        Assert.IsNull(await notes.ReadAsync("honey"));
    }

    public static void Configure(FixtureOptions options) => options.Embedded = true;
}
