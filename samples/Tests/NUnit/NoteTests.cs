using Allocator;
using NUnit.Framework;

namespace Samples;

/// <summary>Needs no cluster: its service runs on one within the test process.</summary>
[Parallelizable]
public sealed class NoteTests : InstanceTestBase<KeyValue>
{
    [Test]
    public async Task A_note_is_read_as_it_was_written()
    {
        using var notes = new Notes(GetConnectionString("http"));
        await notes.WriteAsync("milk", "two bottles");

        Assert.That(await notes.ReadAsync("milk"), Is.EqualTo("two bottles"));
        Assert.That(await notes.ReadAsync("honey"), Is.Null);
    }

    protected override void Configure(FixtureOptions options) => options.Embedded = true;
}
