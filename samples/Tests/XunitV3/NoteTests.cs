using Allocator;
using Xunit;

namespace Samples;

/// <summary>Needs no cluster: its service runs on one within the test process.</summary>
public sealed class NoteTests(NoteTests.Fixture keyValue) : IClassFixture<NoteTests.Fixture>
{
    [Fact]
    public async Task A_note_is_read_as_it_was_written()
    {
        using var notes = new Notes(keyValue.GetConnectionString("http"));
        await notes.WriteAsync("milk", "two bottles");

        Assert.Equal("two bottles", await notes.ReadAsync("milk"));
        Assert.Null(await notes.ReadAsync("honey"));
    }

    public sealed class Fixture : InstanceFixture<KeyValue>
    {
        protected override void Configure(FixtureOptions options) => options.Embedded = true;
    }
}
