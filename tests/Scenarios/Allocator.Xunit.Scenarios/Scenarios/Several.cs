namespace Scenarios;

[CollectionDefinition("several")]
public sealed class SeveralCollection : ICollectionFixture<SeveralCollection.Fixture>
{
    public sealed class Fixture : InstanceFixture<Talker, Quick>;
}

[Collection("several")]
public sealed class Several(SeveralCollection.Fixture fixture, Several.Fixture own) : IClassFixture<Several.Fixture>
{
    [Fact]
    public async Task Services_have_an_instance_each()
    {
        var (talker, quick) = (fixture.Get<Talker>(), fixture.Get<Quick>());

        Assert.NotEqual(talker.Name, quick.Name);
        Assert.Contains("hello", (await talker.ExecAsync("echo", "hello")).StandardOutput, StringComparison.Ordinal);
        Assert.Contains("the talker talks", await talker.ReadLogsAsync(RunningTest.CancellationToken), StringComparison.Ordinal);
        Assert.Throws<AllocatorException>(() => fixture.Get<Shared>());
    }

    [Fact]
    public void Instances_tell_what_they_are_for()
    {
        Assert.Equal("several", fixture.Get<Quick>().Info.Origin!.Class);
        Assert.Equal("Scenarios.Several", own.Instance.Info.Origin!.Class);
        Assert.Equal(typeof(Several).Assembly.GetName().Name, own.Instance.Info.Origin!.Assembly);
        Assert.Equal(fixture.Get<Talker>().Info.Origin!.Run, own.Instance.Info.Origin!.Run);
    }

    public sealed class Fixture : InstanceFixture<Quick>;
}
